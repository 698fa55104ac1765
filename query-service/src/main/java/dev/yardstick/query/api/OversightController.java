package dev.yardstick.query.api;

import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.known.Oversights;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who answers for reps beside their manager. */
@RestController
public record OversightController(Snapshots snapshots, Oversights oversights, Rights rights) {

    /** What was given and not taken back: all, or what a bound manager is part of. */
    @GetMapping("/api/v1/oversights")
    Overviews.Page<OversightGiven> list(@RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return new Overviews.Page<>(find(), null);
    }

    /** The same, in order. */
    public List<OversightGiven> find() {
        return snapshots.read(() -> {
            List<OversightGiven> all =
                    oversights.all().stream().flatMap(over -> over.all().stream()).toList();
            return all.stream()
                    .filter(shown(rights.boundManager(), all))
                    .sorted(
                            Comparator.comparing(OversightGiven::kind)
                                    .thenComparing(OversightGiven::of)
                                    .thenComparing(OversightGiven::from)
                                    .thenComparing(OversightGiven::by))
                    .toList();
        });
    }

    private static Predicate<OversightGiven> shown(
            @Nullable String manager, List<OversightGiven> all) {
        if (manager == null) {
            return one -> true;
        }
        Set<String> units =
                all.stream()
                        .filter(one -> one.kind() == Kind.DIRECTOR && one.by().equals(manager))
                        .map(OversightGiven::of)
                        .collect(Collectors.toSet());
        return one ->
                one.by().equals(manager)
                        || (one.kind() == Kind.UNIT
                                ? units.contains(one.by())
                                : one.of().equals(manager));
    }
}
