package dev.yardstick.query.access;

import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.oversight.Oversight.Basis;
import dev.yardstick.events.oversight.Oversight.Ground;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.Oversights;
import dev.yardstick.query.known.RepStories;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** For whom managers answer as known now; a rep's today is her own day. */
@Component
record Scopes(RepStories stories, Oversights oversights, ConsistentRead consistent, Clock clock) {

    /** As known now. Call it within the transaction of the reading. */
    Oversight now() {
        return ConsistentRead.once(
                Scopes.class,
                () -> {
                    Map<String, RepStory> reps = stories.at(Long.MAX_VALUE);
                    BiFunction<Kind, String, Overseers> given = oversights.now();
                    return new Oversight(
                            new Oversight.Source() {
                                @Override
                                public Optional<RepStory> person(String id) {
                                    return Optional.ofNullable(reps.get(id));
                                }

                                @Override
                                public Overseers overseers(Kind kind, String of) {
                                    return given.apply(kind, of);
                                }
                            });
                });
    }

    /** The day of a person; of one who is no rep that of UTC. */
    LocalDate today(String person) {
        return stories.rep(person, Long.MAX_VALUE)
                .map(this::today)
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }

    /** On which grounds a manager reads about reps, and about whom on each. */
    Map<Ground, Set<String>> grounds(String manager, Collection<String> reps) {
        return consistent.read(() -> {
            Oversight oversight = now();
            Map<Ground, Set<String>> grounds = new LinkedHashMap<>();
            for (String rep : reps) {
                Ground ground =
                        Objects.requireNonNullElse(
                                oversight.ground(manager, rep, today(rep)),
                                new Ground(Basis.TEAM, null));
                grounds.computeIfAbsent(ground, g -> new LinkedHashSet<>()).add(rep);
            }
            return grounds;
        });
    }
}
