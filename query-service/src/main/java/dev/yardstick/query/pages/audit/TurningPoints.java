package dev.yardstick.query.pages.audit;

import static java.time.ZoneOffset.UTC;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.LoggedEvent;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.pages.rep.Days;
import dev.yardstick.query.pages.rep.PeriodPicker.FiscalYear;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The moments with which one wants to compare: days not long ago, when something was agreed, and
 * the ends of months. Whether a caller may read about the rep is asked elsewhere.
 */
@Component
record TurningPoints(
        Events events, KnownStore library, Wording words, FiscalYear year, Clock clock) {

    private static final int MOST = 8;
    private static final int MONTHS = 12;
    private static final List<String> SAID =
            List.of(
                    "expectation-communicated",
                    "expectation-acknowledged",
                    "expectation-disputed",
                    "expectation-revised");

    /**
     * A moment.
     *
     * @param knownAt a position, or a day
     * @param text what makes it one
     */
    public record Turn(String knownAt, String text) {}

    /**
     * A rep's, by the message that says which: days as one speaks of them in her time zone; what
     * was said, and the ends of months.
     */
    Map<String, List<Turn>> of(String rep) {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        List<LoggedEvent> hired = events.at(find(rep, "rep-hired", Integer.MAX_VALUE).toList());
        ZoneId zone = library.rep(rep, Long.MAX_VALUE).map(RepStory::timeZone).orElse(UTC);
        LocalDate first =
                hired.isEmpty()
                        ? LocalDate.MAX
                        : hired.getFirst().recordedAt().atZone(zone).toLocalDate();
        LocalDate today = LocalDate.now(clock.withZone(zone));
        List<Turn> spoken = new ArrayList<>();
        Map<String, LocalDate> days = new LinkedHashMap<>();
        days.put("morning", today.minusDays(1));
        days.put("week", today.minusWeeks(1));
        days.put("moon", today.minusMonths(1));
        days.put("quarter", Days.quarter(today, year.begins()).first().minusDays(1));
        days.forEach((name, day) -> {
            if (!day.isBefore(first)) {
                spoken.add(new Turn(day.toString(), words.message("audit.turn." + name)));
            }
        });
        turns.put("audit.turns.days", spoken);
        List<Turn> told = new ArrayList<>();
        List<Long> said = SAID.stream().flatMap(type -> find(rep, type, MOST)).sorted().toList();
        for (LoggedEvent logged :
                events.at(said.subList(Math.max(0, said.size() - MOST), said.size()))) {
            told.add(new Turn(String.valueOf(logged.position()), text(logged)));
        }
        for (int month = MONTHS; month > 0; month--) {
            LocalDate end = YearMonth.from(today).minusMonths(month).atEndOfMonth();
            if (!end.isBefore(first)) {
                String text = words.message("audit.turn.month", words.day(end));
                told.add(new Turn(end.toString(), text));
            }
        }
        turns.put("audit.turns", told);
        return turns;
    }

    private Stream<Long> find(String rep, String type, int limit) {
        var wanted = new Events.Wanted(rep, 0, Long.MAX_VALUE, type, null, limit);
        return events.positions(wanted).stream();
    }

    private String text(LoggedEvent logged) {
        return words.message(
                "audit.turn." + logged.type(),
                Profile.versionOf((ExpectationEvent) logged.event()),
                words.day(EventDates.of(logged.event())));
    }
}
