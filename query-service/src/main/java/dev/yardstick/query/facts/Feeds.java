package dev.yardstick.query.facts;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the systems that tell about a rep have fallen silent: their silence is not the rep's.
 * Working days are Monday to Friday here, whoever has a holiday.
 */
public final class Feeds {

    private static final int WEEKS = 8;
    private static final int DAYS = 7 * WEEKS;
    private static final int LEAST = 3;

    private final Map<String, NavigableSet<LocalDate>> heard;
    private final Map<String, NavigableSet<LocalDate>> ofRep = new TreeMap<>();
    private final Map<String, Map<LocalDate, Integer>> patience = new HashMap<>();
    private final Map<LocalDate, Boolean> silent = new HashMap<>();

    /**
     * Looks at sources.
     *
     * @param heard the business dates of all that a source told, about anybody
     * @param facts the rep's
     */
    public Feeds(Map<String, NavigableSet<LocalDate>> heard, List<Fact> facts) {
        this.heard = heard;
        Map<String, Set<LocalDate>> dates = new HashMap<>();
        for (Fact fact : facts) {
            dates.computeIfAbsent(fact.source(), s -> new HashSet<>()).add(fact.date());
        }
        dates.forEach((source, told) -> ofRep.put(source, new TreeSet<>(told)));
    }

    /** Whether every source that told about the rep in its last eight weeks is silent on a day. */
    public boolean areSilent(LocalDate day) {
        return silent.computeIfAbsent(day, this::listen);
    }

    /**
     * Whether silence up to a day is judged alike with some facts and without them: until the next
     * fact of its source, none of them is what that source told of the rep in the last eight weeks
     * alone.
     *
     * @param facts the rep's, whether or not the changed ones are among them
     */
    public static boolean areHeardAlike(List<Fact> changed, List<Fact> facts, LocalDate until) {
        return changed.stream()
                .allMatch(one -> one.date().isAfter(until) || isHeard(one, changed, facts, until));
    }

    private static boolean isHeard(
            Fact one, List<Fact> changed, List<Fact> facts, LocalDate until) {
        LocalDate before = LocalDate.MIN;
        LocalDate alone = until;
        for (Fact fact : facts) {
            LocalDate date = fact.date();
            if (!fact.source().equals(one.source()) || changed.contains(fact)) {
                continue;
            }
            if (!date.isAfter(one.date())) {
                before = date.isAfter(before) ? date : before;
            } else if (!date.isAfter(alone)) {
                alone = date.minusDays(1);
            }
        }
        return before.isAfter(alone.minusDays(DAYS));
    }

    private boolean listen(LocalDate day) {
        boolean any = false;
        for (Map.Entry<String, NavigableSet<LocalDate>> source : ofRep.entrySet()) {
            LocalDate last = last(source.getKey(), day);
            LocalDate told = last == null ? null : source.getValue().floor(last);
            if (last == null || told == null || !told.isAfter(last.minusDays(DAYS))) {
                continue;
            }
            if (workingDays(last.plusDays(1), day) <= patience(source.getKey(), last)) {
                return false;
            }
            any = true;
        }
        return any;
    }

    private @Nullable LocalDate last(String source, LocalDate day) {
        NavigableSet<LocalDate> dates = heard.get(source);
        return dates == null ? null : dates.floor(day);
    }

    /** After how many working days without an event a source counts as silent. */
    private int patience(String source, LocalDate last) {
        return patience.computeIfAbsent(source, s -> new HashMap<>())
                .computeIfAbsent(
                        last,
                        l -> patience(longestRun(heard.getOrDefault(source, new TreeSet<>()), l)));
    }

    public static int patience(int longestRun) {
        return Math.max(LEAST, LEAST * longestRun);
    }

    public static int longestRun(NavigableSet<LocalDate> dates, LocalDate last) {
        LocalDate since = last.minusDays(DAYS - 1L);
        int longest = 0;
        for (LocalDate told : dates.subSet(since, true, last, false)) {
            longest = Math.max(longest, workingDays(since, told.minusDays(1)));
            since = told.plusDays(1);
        }
        return Math.max(longest, workingDays(since, last.minusDays(1)));
    }

    public static int workingDays(LocalDate from, LocalDate to) {
        int days = 0;
        for (LocalDate day = from;
                !day.isAfter(to) && days <= DAYS * LEAST;
                day = day.plusDays(1)) {
            days += isWorkingDay(day) ? 1 : 0;
        }
        return days;
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();
    }
}
