package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads for whom the same is to be expected, and what follows for each. */
@Component
record ManyReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        Rights rights,
        KnownStore library,
        PersonalKeys texts,
        Clock clock) {

    /** As many as stand in a page of a team's table, twice. */
    private static final int MOST = 100;

    /** One of many. */
    record Person(Timeline.Rep rep, Proposal proposal) {}

    /** The reps of some ids, in this order. */
    List<Person> of(List<String> reps) {
        LocalDate today = LocalDate.now(clock);
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            List<RepStory> found =
                    reps.stream()
                            .distinct()
                            .limit(MOST)
                            .map(id -> roster.find(id, position))
                            .toList();
            List<String> ids = found.stream().map(RepStory::id).toList();
            texts.prefetch(ids);
            rights.reading(found);
            Map<String, List<Profile>> profiles = library.profiles(ids, position);
            return found.stream()
                    .map(rep ->
                            new Person(
                                    Timeline.Rep.of(rep, today, texts),
                                    Proposal.of(
                                            rep.id(),
                                            rep.hiredOn(),
                                            DraftPreview.latestFirst(
                                                    profiles.getOrDefault(rep.id(), List.of())),
                                            profiles.values().stream().flatMap(Collection::stream),
                                            today)))
                    .toList();
        });
    }
}
