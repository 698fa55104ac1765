package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.api.QuestionController;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.wording.Wording;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * A form with clauses in it: what its buttons do, and what it shows; its fields are drawn by {@code
 * clauses-form.html}.
 */
@Component
record ClausesForm(QuestionController questions, Frame frame, Wording words) {

    static final String SEND = "send";
    static final String LOOK = "look";

    /**
     * What was typed, with what a button did to it.
     *
     * @param asked whether command-service is asked next: then each clause has an id, and numbers
     *     that cannot be read are wrong
     */
    Draft typed(Form form, String button, boolean asked, Model model) {
        model.addAttribute("typed", true);
        Draft draft = Draft.of(form);
        draft.edit(button);
        if (asked) {
            draft.nameClauses();
            draft.checkNumbers(words);
        }
        return draft;
    }

    /**
     * Puts a draft before its writer, with what is wrong in it.
     *
     * @param currency of its amounts; empty: that is not known yet
     */
    void show(Draft draft, String currency, Model model) {
        model.addAttribute("amountsIn", currency);
        model.addAttribute("form", draft.written());
        model.addAttribute("clauses", draft.clauses());
        model.addAttribute("kinds", MeasureKind.values());
        model.addAttribute("quotaOnly", draft.isQuotaOnly());
        model.addAttribute("byTopic", draft.titlesByTopic());
        model.addAttribute("questions", questions.questions(frame.language()).items());
    }
}
