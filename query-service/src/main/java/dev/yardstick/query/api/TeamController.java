package dev.yardstick.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.RepDays;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Accountability;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Scorecard;
import dev.yardstick.query.view.TeamAssembler;
import dev.yardstick.query.view.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Roll-ups over reps: a team's scorecard, the warnings that stand, a manager's own side. */
@RestController
record TeamController(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        RepDays days,
        Rights rights,
        Clock clock) {

    /** A team's reps with their clauses and scores, and what the clauses come to together. */
    @GetMapping("/api/v1/teams/{team}/scorecard")
    Scorecard scorecard(
            @PathVariable String team,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        LocalDate day = day(on);
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps = roster.team(team, at.position(), day);
            rights.reading(reps);
            return new TeamAssembler(day).draw(team, at, days.of(reps, at, day));
        });
    }

    /** The warnings that stand, of all teams or of one. */
    @GetMapping("/api/v1/warnings")
    Overviews.Page<Warned> warnings(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        LocalDate day = day(on);
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps =
                    roster.readable(at.position(), rep -> team == null || rep.isIn(team, day));
            List<Warned> warned =
                    days.of(reps, at, day).stream()
                            .flatMap(
                                    rep -> rep.warned().stream().map(clause -> warned(rep, clause)))
                            .toList();
            rights.readingOf(warned.stream().map(w -> w.rep().id()).distinct().toList());
            return new Overviews.Page<>(warned, null);
        });
    }

    private static Warned warned(RepDay rep, Timeline.Clause clause) {
        Due.State state = rep.due().of(clause);
        return new Warned(rep.rep(), clause, state.due(), state.followUpOn());
    }

    /**
     * A clause that a warning stands on.
     *
     * @param due whether its rep is to be spoken to about it, as the pages list it
     * @param followUpOn when she is to be again after a talk; null: she is, or the clause is on
     *     pace again
     */
    record Warned(
            Timeline.Rep rep,
            Timeline.Clause clause,
            boolean due,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate followUpOn) {}

    /** What a manager's reps were told, when, and what she owes them. */
    @GetMapping("/api/v1/managers/{manager}/accountability")
    Accountability accountability(
            @PathVariable String manager,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        LocalDate day = day(on);
        return snapshots.read(() -> {
            rights.requireManager(manager);
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps =
                    roster.find(
                            at.position(),
                            rep -> rep.isEmployed(day) && manager.equals(rep.place(day).manager()));
            if (reps.isEmpty()) {
                throw new NotFoundException(Reason.LEADS_NOBODY.of(manager));
            }
            List<Accountability.Rep> told =
                    days.of(reps, at, day).stream().map(RepDay::told).toList();
            return new Accountability(manager, day, at, told);
        });
    }

    private LocalDate day(@Nullable String on) {
        LocalDate day = Parameters.date("on", on);
        return day == null ? LocalDate.now(clock) : day;
    }
}
