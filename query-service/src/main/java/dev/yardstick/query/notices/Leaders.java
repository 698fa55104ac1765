package dev.yardstick.query.notices;

import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.Oversights;
import dev.yardstick.query.known.RepStories;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Who is told about a rep. Call it within the transaction of the reading. */
@Component
record Leaders(Oversights oversights, RepStories stories) {

    private record Known(Map<String, RepStory> reps, BiFunction<Kind, String, Overseers> given) {}

    /** Her manager, and whoever stands in for that one on the day. */
    Set<String> of(RepStory rep, LocalDate day) {
        String manager = rep.place(day).manager();
        if (manager == null) {
            return Set.of();
        }
        Known known =
                ConsistentRead.once(
                        Leaders.class,
                        () -> new Known(stories.at(Long.MAX_VALUE), oversights.now()));
        Set<String> leaders = new LinkedHashSet<>(Set.of(manager));
        RepStory herself = known.reps().get(manager);
        if (herself == null || !herself.isGone(day)) {
            leaders.addAll(known.given().apply(Kind.DEPUTY, manager).on(day));
        }
        leaders.remove(rep.id());
        return leaders;
    }
}
