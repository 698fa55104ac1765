package dev.yardstick.query.web;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.Accountability;
import dev.yardstick.query.timeline.AccountabilityDrawing;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Scorecard;
import dev.yardstick.query.timeline.TeamDrawing;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.Timeline.KnownAt;
import dev.yardstick.query.timeline.TimelineDrawing;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** Roll-ups over reps: a team's scorecard, the warnings that stand, a manager's own side. */
@RestController
class TeamController {

    private final Snapshots snapshots;
    private final Parameters parameters;
    private final Roster roster;
    private final Library library;
    private final PersonalKeys texts;
    private final Rights rights;
    private final Clock clock;

    TeamController(
            Snapshots snapshots,
            Parameters parameters,
            Roster roster,
            Library library,
            PersonalKeys texts,
            Rights rights,
            Clock clock) {
        this.snapshots = snapshots;
        this.parameters = parameters;
        this.roster = roster;
        this.library = library;
        this.texts = texts;
        this.rights = rights;
        this.clock = clock;
    }

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
            List<RepStory> reps = reps(at, rep -> rep.isIn(team, day));
            if (reps.isEmpty()) {
                throw new NotFoundException("nobody whom you may see is in team " + team);
            }
            return new TeamDrawing(
                            reps.stream().map(rep -> library.known(rep, at)).toList(), day, texts)
                    .draw(team, at);
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
            List<Warned> warned =
                    reps(at, rep -> team == null || rep.isIn(team, day)).stream()
                            .flatMap(rep ->
                                    new TimelineDrawing(library.known(rep, at), texts)
                                            .clausesInForce(day).stream()
                                                    .filter(clause -> clause.warning() != null)
                                                    .map(clause ->
                                                            new Warned(
                                                                    Timeline.Rep.of(
                                                                            rep, day, texts),
                                                                    clause)))
                            .toList();
            return new Overviews.Page<>(warned, null);
        });
    }

    /** A clause about which its rep should be spoken to. */
    record Warned(Timeline.Rep rep, Timeline.Clause clause) {}

    /** What a manager's reps were told, when, and what she owes them. */
    @GetMapping("/api/v1/managers/{manager}/accountability")
    Accountability accountability(
            @PathVariable String manager,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        rights.requireManager(manager);
        snapshots.await(after);
        LocalDate day = day(on);
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps =
                    reps(
                            at,
                            rep -> rep.isEmployed(day) && manager.equals(rep.place(day).manager()));
            if (reps.isEmpty()) {
                throw new NotFoundException("nobody is led by " + manager);
            }
            AccountabilityDrawing drawing = new AccountabilityDrawing(day, texts);
            return new Accountability(
                    manager,
                    day,
                    at,
                    reps.stream().map(rep -> drawing.draw(library.known(rep, at))).toList());
        });
    }

    private List<RepStory> reps(KnownAt at, Predicate<RepStory> wanted) {
        List<RepStory> reps = roster.find(at.position(), wanted);
        texts.prefetch(reps.stream().map(RepStory::id).toList());
        return reps;
    }

    private LocalDate day(@Nullable String on) {
        LocalDate day = Parameters.date("on", on);
        return day == null ? LocalDate.now(clock) : day;
    }
}
