package dev.yardstick.query.pages.today;

import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.RepDays;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.KnownStore.Begun;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what is to be done on a day. */
@Component
record TodayReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        RepDays days,
        KnownStore library,
        Rights rights,
        Clock clock) {

    /** More than these are led by those who lead them. */
    private static final int MOST_REPS = 60;

    /**
     * A day of some reps.
     *
     * @param team the one looked at; null: all whom the caller may see
     * @param reps empty where the teams are to be chosen from
     * @param teams those to choose from, by what is due; empty where there is no choice
     */
    record Read(
            LocalDate on,
            KnownAt knownAt,
            @Nullable String team,
            List<RepDay> reps,
            List<TeamDay> teams) {}

    /** That of those whom the caller may see, or of a team of hers. */
    Read read(@Nullable String team, @Nullable String on, @Nullable String knownAt) {
        LocalDate asked = Parameters.date("on", on);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            if (team != null) {
                return of(team, roster.team(team, at.position(), day), at, day);
            }
            List<RepStory> all = roster.readable(at.position(), rep -> rep.isEmployed(day));
            Map<String, List<RepStory>> teams =
                    all.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            rep -> rep.place(day).team(),
                                            TreeMap::new,
                                            Collectors.toList()));
            boolean chosen =
                    teams.size() < 2
                            || Caller.current().role().equals("manager") && all.size() <= MOST_REPS;
            return chosen
                    ? of(teams.size() == 1 ? teams.keySet().iterator().next() : null, all, at, day)
                    : new Read(day, at, null, List.of(), TeamDay.of(days.of(all, at, day)));
        });
    }

    private Read of(@Nullable String team, List<RepStory> reps, KnownAt at, LocalDate day) {
        return new Read(day, at, team, days.of(reps, at, day), List.of());
    }

    /** What it takes to begin, for who sees everybody, until all of it is done; else null. */
    @Nullable Begun begun() {
        Begun begun = rights.mayReadAll() ? snapshots.read(library::begun) : null;
        return begun == null || begun.isAll() ? null : begun;
    }

    /** A rep's own day. */
    RepDay own(String rep) {
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            RepStory story = roster.find(rep, at.position());
            return days.of(List.of(story), at, days.today(story)).getFirst();
        });
    }

    /** How much is to be done by the caller; null: she leads more than one counts. */
    @Nullable Integer waiting() {
        Caller caller = Caller.current();
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            boolean own = caller.role().equals("rep");
            LocalDate today = LocalDate.now(clock);
            Function<RepStory, LocalDate> on = rep -> own ? days.today(rep) : today;
            List<RepStory> reps =
                    roster.readable(
                            at.position(),
                            rep ->
                                    rep.isEmployed(on.apply(rep))
                                            && (!own || rep.id().equals(caller.person())));
            return reps.size() > MOST_REPS
                    ? null
                    : days.of(reps, at, on).stream()
                            .map(RepDay::due)
                            .mapToInt(due -> own ? due.unanswered().size() : due.matters().size())
                            .sum();
        });
    }

    /** A matter of a rep by its key, whether it is due or comes back later; null: it is no more. */
    @Nullable Put matter(String rep, String key) {
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            RepStory story = roster.find(rep, at.position());
            LocalDate today = days.today(story);
            Due due = days.of(List.of(story), at, today).getFirst().due();
            return Stream.concat(due.matters().stream(), due.later().stream())
                    .filter(matter -> matter.key().equals(key))
                    .findFirst()
                    .map(matter -> new Put(due, matter, today))
                    .orElse(null);
        });
    }

    /** A matter that is put off, or is not after all. */
    record Put(Due due, Due.Matter matter, LocalDate today) {}
}
