package dev.yardstick.query.compare;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.DistinctAccounts;
import dev.yardstick.events.Measure.Growth;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.query.compare.Comparison.Event;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.measure.Holdings;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of CRM records a cause's difference of one clause comes from: those of facts that
 * the clause's gauge counts before the step or after it, and otherwise than on the other side.
 */
record EventsOfRecords(KnownDifference moments, Cause cause, LocalDate on) {

    /** In the order of positions. */
    Collection<Event> behind(
            @Nullable Judged before, @Nullable Judged after, boolean delivered, boolean differs) {
        TreeSet<Event> events = new TreeSet<>(Comparator.comparing(Event::position));
        Judged any = after == null ? before : after;
        if (any == null) {
            return events;
        }
        Measure measure = any.gauge().measure();
        if (measure instanceof Milestone milestone) {
            if (!differs) {
                return events;
            }
            moments.facts().stream()
                    .filter(f -> versions(f).anyMatch(fact -> isStart(milestone, fact)))
                    .forEach(f -> events.addAll(f.events(cause)));
        }
        if (!delivered) {
            return events;
        }
        Set<Long> countedBefore = counted(before);
        Set<Long> countedAfter = counted(after);
        for (AlteredFact fact : moments.facts()) {
            if (isMoved(fact.before(cause), fact.after(cause), countedBefore, countedAfter)) {
                events.addAll(fact.events(cause));
            }
        }
        if (differs) {
            Set<String> accounts = watched(before);
            accounts.addAll(watched(after));
            moments.others().stream()
                    .filter(f ->
                            versions(f)
                                    .anyMatch(fact ->
                                            fact.kind() == watchedKind(measure)
                                                    && accounts.contains(fact.account())))
                    .forEach(f -> events.addAll(f.events(cause)));
        }
        return events;
    }

    private Stream<Fact> versions(AlteredFact fact) {
        return Stream.of(fact.before(cause), fact.after(cause)).filter(Objects::nonNull);
    }

    private static boolean isStart(Milestone milestone, Fact fact) {
        return fact.kind() == FactKind.TRAINING
                && (Milestone.TRAINING + fact.course()).equals(milestone.from());
    }

    private Set<Long> counted(@Nullable Judged judged) {
        Set<Long> positions = new HashSet<>();
        if (judged != null) {
            judged.gauge().countedBy(on).forEach(fact -> positions.add(fact.position()));
        }
        return positions;
    }

    private static boolean isMoved(
            @Nullable Fact before,
            @Nullable Fact after,
            Set<Long> countedBefore,
            Set<Long> countedAfter) {
        boolean was = before != null && countedBefore.contains(before.position());
        boolean is = after != null && countedAfter.contains(after.position());
        return was != is || (was && !countsAlike(before, after));
    }

    private static boolean countsAlike(@Nullable Fact one, @Nullable Fact other) {
        return one != null
                && other != null
                && one.date().equals(other.date())
                && Objects.equals(one.account(), other.account())
                && Objects.equals(one.currency(), other.currency())
                && same(one.share(), other.share())
                && same(one.rating(), other.rating())
                && same(one.hours(), other.hours())
                && same(one.days(), other.days())
                && same(one.amount(), other.amount());
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    /** What a measure looks at that others may have done too; null: it does not. */
    private static @Nullable FactKind watchedKind(Measure measure) {
        return switch (measure) {
            case Growth growth -> growth.of();
            case DistinctAccounts distinct when distinct.firstWinOnly() -> FactKind.DEAL_WON;
            default -> null;
        };
    }

    /** The accounts where it matters what others did. */
    private Set<String> watched(@Nullable Judged judged) {
        Set<String> accounts = new HashSet<>();
        if (judged != null && judged.gauge().measure() instanceof Growth growth) {
            Known known = judged.gauge().known();
            accounts.addAll(
                    new Holdings(known.rep().id(), growth.accounts(), known.accounts(), 1)
                            .heldOn(judged.gauge().clause().lastDayBy(on)));
        } else if (judged != null) {
            List<Fact> counted = judged.gauge().countedBy(on);
            counted.stream().map(Fact::account).filter(Objects::nonNull).forEach(accounts::add);
        }
        return accounts;
    }
}
