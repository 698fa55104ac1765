package dev.yardstick.query.api;

import dev.yardstick.query.application.Answers;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.RepList;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.application.TimelineQuery;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.view.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reps, their timelines, and what is in force. Every call takes {@code on}, the day judged, {@code
 * knownAt}, a position or an instant up to which events are used, and {@code after}, a position to
 * wait for, so that whoever recorded something reads it.
 */
@RestController
record RepController(Answers answers, Overviews overviews, Snapshots snapshots) {

    /** Reps with their standing, by id. */
    @GetMapping("/api/v1/reps")
    RepList reps(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return answers.reps(team, cursor, limit, on, knownAt);
    }

    /** What is in force for a rep. */
    @GetMapping("/api/v1/reps/{rep}")
    Overviews.Rep rep(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return overviews.rep(rep, on, knownAt);
    }

    /** A rep's timeline. */
    @GetMapping("/api/v1/reps/{rep}/timeline")
    Timeline timeline(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String grain,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return answers.timeline(rep, new TimelineQuery(from, to, on, knownAt, grain));
    }

    /**
     * Why a rep's figures of a day are not what they were: the same day as known at {@code knownAt}
     * and at {@code and} (now by default), clause by clause, with the causes of the difference and
     * their events.
     */
    @GetMapping("/api/v1/reps/{rep}/timeline/compare")
    Comparison compare(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String and,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return answers.compare(rep, knownAt, and, on);
    }

    /** An expectation in all its versions. */
    @GetMapping("/api/v1/expectations/{expectation}")
    Timeline.Expectation expectation(
            @PathVariable String expectation,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return overviews.expectation(expectation, on, knownAt);
    }

    /** The accounts that the caller may see as they are on a day, by id. */
    @GetMapping("/api/v1/accounts")
    Overviews.Page<Overviews.Account> accounts(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return overviews.accounts(Parameters.cursor(cursor), limit, on, knownAt);
    }

    /** Teams with the number of reps whom the caller may see. */
    @GetMapping("/api/v1/teams")
    Overviews.Page<Overviews.Team> teams(
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        snapshots.await(after);
        return overviews.teams(on, knownAt);
    }
}
