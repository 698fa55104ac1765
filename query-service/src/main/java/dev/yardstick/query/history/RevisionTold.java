package dev.yardstick.query.history;

import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import java.util.List;
import java.util.Locale;

/** Tells what a version of an expectation changed, as whoever reads it would say it. */
public interface RevisionTold {

    /**
     * What a version changed of the one before.
     *
     * @param version from 2 on
     * @param locale of the words, English or Dutch
     * @return each with the title of its clause for its name, and with figures in their units
     */
    List<Timeline.Change> changes(Profile profile, int version, PersonalTexts texts, Locale locale);
}
