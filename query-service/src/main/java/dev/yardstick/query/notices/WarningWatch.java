package dev.yardstick.query.notices;

import static java.util.Collections.disjoint;

import dev.yardstick.query.application.RepDays;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.notices.NoticeRows.Warned;
import dev.yardstick.query.view.Timeline.Clause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds warnings, which come with time and not with an event: rep by rep, on each of the rep's days
 * and, while the log grows, every so often; only of reps of whom somebody wants to be told. Used by
 * one thread; the caller's transaction is one repeatable read for a rep.
 */
@Component
class WarningWatch {

    private static final int PAGE = 200;

    private final NoticeRows rows;
    private final KnownStore library;
    private final Leaders leaders;
    private final RepDays days;
    private final Visible visible;
    private final Clock clock;
    private final Duration every;
    private final Map<String, Looked> looked = new HashMap<>();

    WarningWatch(
            NoticeRows rows,
            KnownStore library,
            Leaders leaders,
            RepDays days,
            Visible visible,
            Clock clock,
            NoticeSettings settings) {
        this.rows = rows;
        this.library = library;
        this.leaders = leaders;
        this.days = days;
        this.visible = visible;
        this.clock = clock;
        this.every = settings.warningsEvery();
    }

    /** When a rep was looked at last, on which of her days, and how far the log was. */
    private record Looked(LocalDate day, long position, Instant at) {}

    /** Reps to be looked at, and where the next page begins; empty: there is none. */
    record Page(List<RepStory> due, String next) {}

    /** Those on a page of reps of whom somebody wants to be told, and who are due. */
    Page due(String after, long position) {
        Set<String> managers = rows.wanting(Kind.WARNING);
        if (managers.isEmpty()) {
            looked.clear();
            return new Page(List.of(), "");
        }
        List<String> ids = library.repsAfter(after, position, PAGE);
        List<RepStory> due =
                library.reps(ids, position).stream()
                        .filter(rep -> !rep.isErased() && isDue(rep, managers, position))
                        .toList();
        return new Page(due, ids.size() < PAGE ? "" : ids.getLast());
    }

    private boolean isDue(RepStory rep, Set<String> managers, long position) {
        LocalDate today = today(rep);
        if (rep.isGone(today) || disjoint(leaders.of(rep, today), managers)) {
            return false;
        }
        Looked last = looked.get(rep.id());
        return last == null
                || !last.day().equals(today)
                || (last.position() < position && !last.at().plus(every).isAfter(clock.instant()));
    }

    /** Works out a rep's warnings, and notes those of which those are to be told who lead her. */
    void look(RepStory rep, long position) {
        LocalDate today = today(rep);
        KnownAt at = visible.at(position);
        List<Warned> standing = warned(rep, today, at);
        rows.over(rep.id(), abouts(standing));
        if (!standing.isEmpty()) {
            for (String leader : leaders.of(rep, today)) {
                rows.wantedSince(leader)
                        .forEach((channel, since) -> tell(leader, channel, since, rep, standing));
            }
        }
        looked.put(rep.id(), new Looked(today, position, clock.instant()));
    }

    private void tell(
            String manager, Channel channel, Instant since, RepStory rep, List<Warned> standing) {
        Set<String> told = rows.warnedOf(rep.id(), manager, channel);
        List<Warned> untold = standing.stream().filter(w -> !told.contains(w.about())).toList();
        if (!untold.isEmpty()) {
            Set<String> before = standingThen(rep, since);
            for (Warned warned : untold) {
                LocalDate day = LocalDate.ofInstant(since, rep.timeZone());
                boolean news = warned.since().isAfter(day) || !before.contains(warned.about());
                rows.warned(manager, channel, rep.id(), warned, news);
            }
        }
    }

    /** What anybody could have seen when the wish was stated. */
    private Set<String> standingThen(RepStory rep, Instant then) {
        KnownAt at = visible.at(visible.recordedBy(then));
        return library.rep(rep.id(), at.position())
                .map(known -> warned(known, LocalDate.ofInstant(then, known.timeZone()), at))
                .map(WarningWatch::abouts)
                .orElse(Set.of());
    }

    /** Whether a warning stands still, and nobody has talked to the rep since. */
    boolean stands(Notice notice, long position) {
        RepStory rep = library.rep(notice.rep(), position).orElse(null);
        return rep != null
                && !rep.isErased()
                && leaders.of(rep, today(rep)).contains(notice.person())
                && standing(rep, today(rep), visible.at(position)).stream()
                        .filter(clause -> clause.expectation().equals(notice.expectation()))
                        .filter(clause -> clause.id().equals(notice.clause()))
                        .anyMatch(WarningWatch::isUnanswered);
    }

    private static boolean isUnanswered(Clause clause) {
        var warning = Objects.requireNonNull(clause.warning());
        return warning.support().stream()
                .noneMatch(s -> s.kind().equals("coaching") && !s.date().isBefore(warning.since()));
    }

    private List<Clause> standing(RepStory rep, LocalDate day, KnownAt at) {
        return days.of(List.of(rep), at, day).getFirst().warned();
    }

    private List<Warned> warned(RepStory rep, LocalDate day, KnownAt at) {
        return standing(rep, day, at).stream().map(WarningWatch::warned).toList();
    }

    private static Warned warned(Clause clause) {
        var warning = Objects.requireNonNull(clause.warning());
        return new Warned(clause.expectation(), clause.id(), warning.version(), warning.since());
    }

    private static Set<String> abouts(Collection<Warned> standing) {
        return standing.stream().map(Warned::about).collect(Collectors.toSet());
    }

    private LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }
}
