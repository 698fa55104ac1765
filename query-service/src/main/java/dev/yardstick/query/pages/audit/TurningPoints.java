package dev.yardstick.query.pages.audit;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.LoggedEvent;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The moments with which one wants to compare: when something was agreed, and the ends of months.
 * Whether a caller may read about the rep is asked elsewhere.
 */
@Component
record TurningPoints(Events events, Wording words, Clock clock) {

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

    /** A rep's, what was said first. */
    List<Turn> of(String rep) {
        List<Turn> turns = new ArrayList<>();
        List<Long> said = SAID.stream().flatMap(type -> find(rep, type, MOST)).sorted().toList();
        for (LoggedEvent logged :
                events.at(said.subList(Math.max(0, said.size() - MOST), said.size()))) {
            turns.add(new Turn(String.valueOf(logged.position()), text(logged)));
        }
        List<LoggedEvent> hired = events.at(find(rep, "rep-hired", Integer.MAX_VALUE).toList());
        if (!hired.isEmpty()) {
            LocalDate first = hired.getFirst().recordedAt().atZone(ZoneOffset.UTC).toLocalDate();
            for (int month = MONTHS; month > 0; month--) {
                LocalDate end = YearMonth.now(clock).minusMonths(month).atEndOfMonth();
                if (!end.isBefore(first)) {
                    String text = words.message("audit.turn.month", words.day(end));
                    turns.add(new Turn(end.toString(), text));
                }
            }
        }
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
