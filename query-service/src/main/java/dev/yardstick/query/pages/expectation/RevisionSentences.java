package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.history.RevisionTold;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells in the history what a version changed, in the sentences of the expectation's page. */
@Component
record RevisionSentences(ClauseSentence sentence, Wording words) implements RevisionTold {

    @Override
    public List<Timeline.Change> changes(
            Profile profile, int version, PersonalTexts texts, Locale locale) {
        LocaleContext asked = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(locale);
        try {
            return new ClauseChanges(sentence, words, profile.currency())
                            .between(
                                    said(profile, version - 1, texts),
                                    said(profile, version, texts))
                            .stream()
                            .map(c ->
                                    new Timeline.Change(c.title(), c.what(), c.before(), c.after()))
                            .toList();
        } finally {
            LocaleContextHolder.setLocaleContext(asked);
        }
    }

    private static ClauseChanges.Said said(Profile profile, int number, PersonalTexts texts) {
        Profile.Version version = profile.versions().get(number - 1);
        return new ClauseChanges.Said(
                texts.open(version.statement(), ""),
                version.clauses().stream().map(clause -> ClauseFields.of(clause, texts)).toList());
    }
}
