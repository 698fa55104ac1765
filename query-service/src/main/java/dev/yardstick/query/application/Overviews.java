package dev.yardstick.query.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is in force on a day, today by default, as known at a position, now by default. */
@Component
public record Overviews(
        Snapshots snapshots,
        Parameters parameters,
        RepDays days,
        PersonalKeys texts,
        Roster roster,
        Clock clock) {

    private static final int PAGE = 200;

    /** A list, and where the next page begins; null: there is none. */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /** A rep as of a day. */
    public record Rep(
            String id,
            String name,
            String team,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erased,
            @Nullable String manager,
            LocalDate hiredOn,
            String timeZone,
            List<Timeline.Clause> clauses) {}

    /** An account as of a day. */
    public record Account(
            String id,
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable String owner,
            boolean inherited) {}

    /** A team as of a day. */
    public record Team(String id, int reps) {}

    /** A rep as of a day. */
    public Rep rep(String id, @Nullable String on, @Nullable String knownAt) {
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            RepStory rep = roster.find(id, at.position());
            LocalDate day = day(on, clock.withZone(rep.timeZone()));
            RepDay hers = days.of(List.of(rep), at, day).getFirst();
            return new Rep(
                    id,
                    hers.rep().name(),
                    hers.rep().team(),
                    rep.isErased(),
                    rep.place(day).manager(),
                    rep.hiredOn(),
                    rep.timeZone().getId(),
                    hers.clauses());
        });
    }

    private static LocalDate day(@Nullable String on, Clock clock) {
        LocalDate day = Parameters.date("on", on);
        return day == null ? LocalDate.now(clock) : day;
    }

    /** An expectation; what is judged on a day is judged on its last by default. */
    public Timeline.Expectation expectation(
            String id, @Nullable String on, @Nullable String knownAt) {
        return snapshots.read(() -> {
            long position = parameters.knownAt(knownAt).position();
            Profile profile = roster.expectation(id, position);
            LocalDate day = Parameters.date("on", on);
            return TimelineAssembler.expectation(profile, day == null ? profile.to() : day, texts);
        });
    }

    /** The accounts that the caller may see as of a day, by id. */
    public Page<Account> accounts(
            String cursor, int limit, @Nullable String on, @Nullable String knownAt) {
        if (limit < 1 || limit > PAGE) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, PAGE));
        }
        LocalDate day = day(on, clock);
        return snapshots.read(() -> {
            long position = parameters.knownAt(knownAt).position();
            List<Account> accounts = new ArrayList<>();
            roster.accounts(cursor, position, limit)
                    .forEach((id, story) -> accounts.add(account(id, story, day)));
            roster.showing(accounts.stream().map(Account::owner).toList());
            return new Page<>(accounts, accounts.size() < limit ? null : accounts.getLast().id());
        });
    }

    private static Account account(String id, AccountStory story, LocalDate on) {
        AccountStory.Kind kind = story.kind(on);
        AccountStory.Ownership ownership = story.ownership(on);
        return new Account(
                id,
                kind.name(),
                kind.tier(),
                kind.strategy(),
                ownership.owner(),
                ownership.inherited());
    }

    /** Teams as of a day, with the number of reps there whom the caller may see. */
    public Page<Team> teams(@Nullable String on, @Nullable String knownAt) {
        LocalDate day = day(on, clock);
        return snapshots.read(() -> {
            Map<String, Integer> counts = new TreeMap<>();
            roster.readable(parameters.knownAt(knownAt).position(), rep -> !rep.isGone(day))
                    .forEach(rep ->
                            counts.merge(
                                    rep.place(day).team(),
                                    rep.isEmployed(day) ? 1 : 0,
                                    Integer::sum));
            List<Team> teams = new ArrayList<>();
            counts.forEach((team, reps) -> teams.add(new Team(team, reps)));
            return new Page<>(teams, null);
        });
    }
}
