package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Evidence;
import dev.yardstick.query.view.EvidenceAssembler;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is behind a figure. */
@RestController
public record EvidenceController(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        KnownStore library,
        Events events,
        PersonalKeys texts,
        Clock clock) {

    /**
     * The facts and the events behind a clause's figures.
     *
     * @param on the day judged; the rep's today by default
     * @param expectation which of those that have the clause; by default the one in force on the
     *     day, or the only one
     */
    @GetMapping("/api/v1/reps/{rep}/clauses/{clause}/evidence")
    public Evidence evidence(
            @PathVariable String rep,
            @PathVariable String clause,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String expectation,
            @RequestParam(required = false) @Nullable String after) {
        LocalDate asked = Parameters.date("on", on);
        snapshots.await(after);
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            RepStory story = roster.find(rep, at.position());
            LocalDate day = asked == null ? LocalDate.now(clock.withZone(story.timeZone())) : asked;
            EvidenceAssembler drawing =
                    new EvidenceAssembler(library.known(story, at), texts, events::streams);
            String chosen = chosen(drawing, rep, clause, expectation, day);
            LocalDate first = drawing.firstDay(chosen, clause);
            if (day.isBefore(first)) {
                throw new InvalidException("on", Reason.BEFORE_CLAUSE.of(first));
            }
            return drawing.draw(chosen, clause, day);
        });
    }

    private static String chosen(
            EvidenceAssembler drawing,
            String rep,
            String clause,
            @Nullable String expectation,
            LocalDate day) {
        List<String> all = drawing.expectationsWith(clause);
        if (all.isEmpty()) {
            throw new NotFoundException(Reason.NO_CLAUSE.of(rep, clause));
        }
        if (expectation != null) {
            if (!all.contains(expectation)) {
                throw new InvalidException(
                        "expectation", Reason.HAS_CLAUSE.of(String.join(", ", all)));
            }
            return expectation;
        }
        List<String> inForce = drawing.inForce(clause, day);
        if (inForce.size() == 1) {
            return inForce.getFirst();
        }
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw new InvalidException(
                "expectation",
                (inForce.isEmpty() ? Reason.SAY_WHICH : Reason.SAY_WHICH_OF_SEVERAL)
                        .of(day, String.join(", ", all)));
    }
}
