package dev.yardstick.query.api;

import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Feed;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the systems that tell what reps do still tell. */
@RestController
public record FeedController(
        Snapshots snapshots, Parameters parameters, KnownStore library, Clock clock) {

    /** Every source that told anything, with its rhythm, and whether it has fallen silent. */
    @GetMapping("/api/v1/feeds")
    public Overviews.Page<Feed> feeds(
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        LocalDate asked = Parameters.date("on", on);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        return snapshots.read(() ->
                new Overviews.Page<>(
                        library.heard(parameters.knownAt(knownAt).position()).entrySet().stream()
                                .map(source -> Feed.on(source.getKey(), source.getValue(), day))
                                .toList(),
                        null));
    }
}
