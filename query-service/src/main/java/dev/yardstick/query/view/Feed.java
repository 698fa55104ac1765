package dev.yardstick.query.view;

import dev.yardstick.query.facts.Feeds;
import java.time.LocalDate;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * How a source fares on a day, by business dates; working days are Monday to Friday.
 *
 * @param source a CRM
 * @param lastEventOn the latest business date up to the day of anything it told
 * @param longestGap its rhythm: the longest run of working days without an event in the eight weeks
 *     up to that date
 * @param patience after how many working days without an event it counts as silent
 * @param quietFor how many working days have passed since that date; 169 stands for more
 */
public record Feed(
        String source,
        @Nullable LocalDate lastEventOn,
        int longestGap,
        int patience,
        int quietFor,
        boolean silent) {

    /**
     * Looks at a source.
     *
     * @param heard the business dates of all that it told, about anybody
     */
    public static Feed on(String source, NavigableSet<LocalDate> heard, LocalDate day) {
        LocalDate last = heard.floor(day);
        if (last == null) {
            return new Feed(source, null, 0, 0, 0, false);
        }
        int longest = Feeds.longestRun(heard, last);
        int patience = Feeds.patience(longest);
        int quiet = Feeds.workingDays(last.plusDays(1), day);
        return new Feed(source, last, longest, patience, quiet, quiet > patience);
    }
}
