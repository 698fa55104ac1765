package dev.yardstick.query.web;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.AccountStory;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.TimelineDrawing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is in force today. */
@Component
public class Overviews {

    private static final int PAGE = 200;

    private final Snapshots snapshots;
    private final Visible visible;
    private final Library library;
    private final PersonalKeys texts;
    private final Rights rights;
    private final Roster roster;
    private final Clock clock;

    Overviews(
            Snapshots snapshots,
            Visible visible,
            Library library,
            PersonalKeys texts,
            Rights rights,
            Roster roster,
            Clock clock) {
        this.snapshots = snapshots;
        this.visible = visible;
        this.library = library;
        this.texts = texts;
        this.rights = rights;
        this.roster = roster;
        this.clock = clock;
    }

    /** A list, and where the next page begins; null: there is none. */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /** A rep as of today. */
    public record Rep(
            String id,
            String name,
            String team,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erased,
            @Nullable String manager,
            LocalDate hiredOn,
            String timeZone,
            List<Timeline.Clause> clauses) {}

    /** An account as of today. */
    public record Account(
            String id,
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable String owner,
            boolean inherited) {}

    /** A team as of today. */
    public record Team(String id, int reps) {}

    /** A rep as of today. */
    public Rep rep(String id) {
        return snapshots.read(() -> {
            RepStory rep = readable(id);
            LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
            Timeline.KnownAt at = visible.at(visible.position());
            return new Rep(
                    id,
                    texts.open(rep.name(today), id),
                    rep.place(today).team(),
                    rep.isErased(),
                    rep.place(today).manager(),
                    rep.hiredOn(),
                    rep.timeZone().getId(),
                    new TimelineDrawing(library.known(rep, at), texts).clausesInForce(today));
        });
    }

    /** An expectation in all its versions. */
    public Timeline.Expectation expectation(String id) {
        return snapshots.read(() -> {
            var profile =
                    library.profile(id, visible.position())
                            .orElseThrow(
                                    () -> new NotFoundException("there is no expectation " + id));
            readable(profile.rep());
            return TimelineDrawing.expectation(profile, profile.to(), texts);
        });
    }

    private RepStory readable(String id) {
        RepStory rep =
                library.rep(id, visible.position())
                        .orElseThrow(() -> new NotFoundException("there is no rep " + id));
        rights.requireRead(rep);
        return rep;
    }

    /** Accounts as of today, by id. */
    public Page<Account> accounts(String cursor, int limit) {
        if (limit < 1 || limit > PAGE) {
            throw new InvalidException("limit", "must be from 1 to " + PAGE);
        }
        return snapshots.read(() -> {
            long position = visible.position();
            LocalDate today = LocalDate.now(clock);
            List<String> ids = library.accountsAfter(cursor, position, limit);
            Map<String, AccountStory> stories = library.accounts(ids, position);
            List<Account> accounts =
                    ids.stream()
                            .map(id -> account(id, Objects.requireNonNull(stories.get(id)), today))
                            .toList();
            return new Page<>(accounts, ids.size() < limit ? null : ids.getLast());
        });
    }

    private static Account account(String id, AccountStory story, LocalDate today) {
        AccountStory.Kind kind = story.kind(today);
        AccountStory.Ownership ownership = story.ownership(today);
        return new Account(
                id,
                kind.name(),
                kind.tier(),
                kind.strategy(),
                ownership.owner(),
                ownership.inherited());
    }

    /** Teams as of today, with the number of reps whom the caller may see. */
    public Page<Team> teams() {
        return snapshots.read(() -> {
            long position = visible.position();
            LocalDate today = LocalDate.now(clock);
            Map<String, Integer> counts = new TreeMap<>();
            roster.find(position, rep -> true)
                    .forEach(rep -> counts.merge(rep.place(today).team(), 1, Integer::sum));
            List<Team> teams = new ArrayList<>();
            counts.forEach((team, reps) -> teams.add(new Team(team, reps)));
            return new Page<>(teams, null);
        });
    }
}
