package dev.yardstick.query.pages.team;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Journals;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Remembered;
import dev.yardstick.query.application.Remembered.Before;
import dev.yardstick.query.application.Remembered.Drawing;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.DrawnBefore;
import dev.yardstick.query.view.Feed;
import dev.yardstick.query.view.Member;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a team as of a day, and as known at a position; whoever asks tells {@link Rights#shown}
 * whom she shows.
 */
@Component
record TeamReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        KnownStore library,
        Remembered remembered,
        Journals journals,
        PersonalKeys texts,
        Clock clock) {

    /**
     * A team.
     *
     * @param silent sources of its reps that have fallen silent
     */
    record Team(
            String id, LocalDate on, KnownAt knownAt, List<Member> members, List<Feed> silent) {}

    Team read(String team, @Nullable String on, @Nullable String knownAt) {
        LocalDate asked = Parameters.date("on", on);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps = roster.team(team, at.position(), day);
            List<Row> rows =
                    remembered.of(
                            reps,
                            at,
                            new Drawing<>(
                                    rep -> new AsOf(day),
                                    (known, before) -> row(known, day, before),
                                    row -> Remembered.bytes(row.member().clauses())));
            Set<String> sources = new HashSet<>();
            rows.forEach(row -> sources.addAll(row.sources()));
            return new Team(
                    team,
                    day,
                    at,
                    rows.stream().map(Row::member).toList(),
                    library.heard(at.position()).entrySet().stream()
                            .filter(source -> sources.contains(source.getKey()))
                            .map(source -> Feed.on(source.getKey(), source.getValue(), day))
                            .filter(Feed::silent)
                            .toList());
        });
    }

    private record AsOf(LocalDate on) {}

    private record Row(Member member, Set<String> sources) {}

    private Row row(Known known, LocalDate day, @Nullable Before<Row> before) {
        return new Row(
                Member.of(
                        known,
                        journals.of(known, day),
                        day,
                        texts,
                        before == null
                                ? null
                                : new DrawnBefore(
                                        before.answer().member().clauses(), before.changed())),
                Set.copyOf(known.heard().keySet()));
    }
}
