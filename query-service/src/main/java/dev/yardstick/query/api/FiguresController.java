package dev.yardstick.query.api;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Figures;
import dev.yardstick.query.view.TimelineAssembler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Publishes every figure, for whoever wants to reckon it up elsewhere. */
@RestController
public record FiguresController(
        Snapshots snapshots, Parameters parameters, KnownStore library, Rights rights) {

    private static final int LOT = 20;

    /**
     * The figures of every expectation on the last day of each quarter of its period and on its own
     * last day, a line each, in the order of reps, expectations and days; numbers and ids only.
     *
     * @param knownAt the position or instant at which they are known; by default now
     */
    @GetMapping(path = "/api/v1/audit/figures", produces = "application/x-ndjson")
    public ResponseEntity<StreamingResponseBody> figures(
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        KnownAt at = parameters.knownAt(knownAt);
        List<String> reps =
                snapshots.read(() -> {
                    List<String> all = library.repsAfter("", at.position(), Integer.MAX_VALUE);
                    rights.requireReadAll(all);
                    return all;
                });
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-ndjson"))
                .body(out -> write(out, reps.stream().sorted().toList(), at));
    }

    /** A transaction for each lot: at a position that is visible, nothing changes any more. */
    private void write(OutputStream target, List<String> reps, KnownAt at) throws IOException {
        OutputStream out = new BufferedOutputStream(target, 1 << 16);
        for (List<String> lot : reps.stream().gather(Gatherers.windowFixed(LOT)).toList()) {
            for (Figures figures : snapshots.read(() -> figures(lot, at))) {
                out.write(figures.toJson());
                out.write('\n');
            }
        }
        out.flush();
    }

    private List<Figures> figures(List<String> ids, KnownAt at) {
        List<RepStory> reps = new ArrayList<>(library.reps(ids, at.position()));
        reps.sort(Comparator.comparing(RepStory::id));
        return library.each(reps, at)
                .flatMap(known -> new TimelineAssembler(known, sealed -> null).figures().stream())
                .toList();
    }
}
