package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.api.QuestionController;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What every form with clauses in it shows; its fields are drawn by {@code clauses-form.html}. */
@Component
record ClausesForm(QuestionController questions, Frame frame, ClauseSentence sentence) {

    /**
     * Puts a draft before its writer, with what is wrong in it.
     *
     * @param currency of its amounts; empty: that is not known yet
     */
    void show(Draft draft, Form form, String currency, Model model) {
        model.addAttribute("amountsIn", currency);
        model.addAttribute("form", form);
        model.addAttribute("clauses", draft.clauses());
        model.addAttribute("sentence", sentence);
        model.addAttribute("kinds", MeasureKind.values());
        model.addAttribute("quotaOnly", draft.isQuotaOnly());
        model.addAttribute("byTopic", draft.titlesByTopic());
        model.addAttribute("questions", questions.questions(frame.language()).items());
    }
}
