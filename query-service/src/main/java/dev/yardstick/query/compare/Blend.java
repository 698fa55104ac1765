package dev.yardstick.query.compare;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would be known between two moments if the causes had come one after the other: those before
 * one as known now, those after it as known then, and that one itself as known at any position
 * between. The feeds' days stay as known then.
 */
final class Blend {

    private final KnownDifference moments;
    private final long then;
    private final long now;
    private final List<Recorded<RepEvent>> rep;
    private final List<List<Recorded<ExpectationEvent>>> profiles;

    Blend(KnownDifference moments) {
        this.moments = moments;
        this.then = moments.then().at().position();
        this.now = moments.now().at().position();
        this.rep = moments.later().rep().events();
        this.profiles = moments.later().profiles().stream().map(Profile::events).toList();
    }

    /** The events of a cause between the two moments, on the way from then to now. */
    List<Recorded<? extends Event>> events(Cause cause) {
        Comparator<Recorded<? extends Event>> order = Comparator.comparing(Recorded::position);
        Stream<? extends Recorded<? extends Event>> all =
                switch (cause) {
                    case NEW_FACTS, CORRECTIONS, CREDITS -> Stream.of();
                    case ACCOUNTS -> moments.accounts().values().stream().flatMap(List::stream);
                    case RATES, CALENDARS -> moments.company().stream();
                    case TARGETS, CONVERSATION -> profiles.stream().flatMap(List::stream);
                    case REP -> rep.stream();
                };
        return all.<Recorded<? extends Event>>map(e -> e)
                .filter(e -> Cause.of(e.event()) == cause)
                .filter(e -> e.position() > Math.min(then, now))
                .filter(e -> e.position() <= Math.max(then, now))
                .sorted(then <= now ? order : order.reversed())
                .toList();
    }

    /** With the causes before one applied, and none of that one's own. */
    Known before(Cause cause) {
        return at(cause, then, false);
    }

    /** With one applied too. */
    Known after(Cause cause) {
        return at(cause, now, true);
    }

    /** With one applied as far as it is known at a position; not for causes of records. */
    Known at(Cause cause, long position) {
        return at(cause, position, false);
    }

    private Known at(Cause cause, long position, boolean applied) {
        Function<AlteredFact, Fact> version = applied ? f -> f.after(cause) : f -> f.before(cause);
        return new Known(
                moments.now().at(),
                new RepStory(by(Cause.REP, cause, position, rep)),
                profiles.stream()
                        .map(events -> agreed(events, cause, position))
                        .filter(events -> !events.isEmpty())
                        .map(Profile::new)
                        .toList(),
                facts(version),
                accounts(cause, position),
                accountFacts(version),
                moments.then().heard(),
                company(cause, position));
    }

    /** Events of one kind, up to the position at which that kind is known. */
    private <E extends Event> List<Recorded<E>> by(
            Cause of, Cause cause, long position, List<Recorded<E>> events) {
        int order = of.compareTo(cause);
        long until = order < 0 ? now : order > 0 ? then : position;
        return events.stream().filter(e -> e.position() <= until).toList();
    }

    private List<Recorded<ExpectationEvent>> agreed(
            List<Recorded<ExpectationEvent>> events, Cause cause, long position) {
        Map<Boolean, List<Recorded<ExpectationEvent>>> parts =
                events.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        e -> Cause.of(e.event()) == Cause.TARGETS));
        List<Recorded<ExpectationEvent>> targets =
                by(Cause.TARGETS, cause, position, parts.getOrDefault(true, List.of()));
        if (targets.isEmpty()) {
            return targets;
        }
        List<Recorded<ExpectationEvent>> said =
                by(Cause.CONVERSATION, cause, position, parts.getOrDefault(false, List.of()));
        return Stream.concat(targets.stream(), said.stream())
                .sorted(Comparator.comparing(Recorded::position))
                .toList();
    }

    private Map<String, AccountStory> accounts(Cause cause, long position) {
        Map<String, AccountStory> stories = new HashMap<>();
        moments.accounts()
                .forEach((id, events) -> {
                    List<Recorded<AccountEvent>> known =
                            by(Cause.ACCOUNTS, cause, position, events);
                    if (!known.isEmpty()) {
                        stories.put(id, new AccountStory(known));
                    }
                });
        return stories;
    }

    private Company company(Cause cause, long position) {
        List<CompanyEvent> events = new ArrayList<>();
        for (Cause of : List.of(Cause.RATES, Cause.CALENDARS)) {
            by(of, cause, position, moments.company()).stream()
                    .map(Recorded::event)
                    .filter(event -> Cause.of(event) == of)
                    .forEach(events::add);
        }
        return new Company(events);
    }

    /** A fact that differs is known by the position of the event whose data it shows. */
    private List<Fact> facts(Function<AlteredFact, Fact> version) {
        Set<Long> altered = positionsThen(moments.facts());
        List<Fact> facts = new ArrayList<>();
        moments.then().facts().stream()
                .filter(fact -> !altered.contains(fact.position()))
                .forEach(facts::add);
        moments.facts().stream().map(version).filter(Objects::nonNull).forEach(facts::add);
        return facts;
    }

    private Map<String, List<AccountFact>> accountFacts(Function<AlteredFact, Fact> version) {
        Set<Long> altered = positionsThen(moments.others());
        Map<String, List<AccountFact>> facts = new HashMap<>();
        moments.accountFacts()
                .forEach((account, done) -> {
                    List<AccountFact> kept = new ArrayList<>(done);
                    kept.removeIf(fact -> altered.contains(fact.position()));
                    facts.put(account, kept);
                });
        for (AlteredFact fact : moments.others()) {
            Fact known = version.apply(fact);
            if (known != null && known.account() != null) {
                facts.computeIfAbsent(known.account(), a -> new ArrayList<>())
                        .add(AccountFact.of(known));
            }
        }
        return facts;
    }

    private static Set<Long> positionsThen(List<AlteredFact> altered) {
        return altered.stream()
                .map(AlteredFact::then)
                .filter(Objects::nonNull)
                .map(Fact::position)
                .collect(Collectors.toSet());
    }
}
