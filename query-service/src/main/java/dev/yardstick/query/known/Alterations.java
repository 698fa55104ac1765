package dev.yardstick.query.known;

import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.query.compare.AlteredFact;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.known.Fold.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How the facts of one record differ between two positions, for one rep or for whoever is named. A
 * record holds at most one activity, whatever its kind, and one each of what becomes of a deal; a
 * deal won since is a new fact, though its record was known as opened.
 *
 * @param versions in the order of positions, up to the later of the two
 * @param mine which of a record's facts are looked at: at most one of each kind
 */
record Alterations(
        List<Recorded<Event>> versions, long then, long now, BiPredicate<Key, Fact> mine) {

    /** What a record can hold one of. */
    private static FactKind slot(FactKind kind) {
        return switch (kind) {
            case DEAL_OPENED, DEAL_WON, DEAL_LOST -> kind;
            case CALL,
                    MEETING,
                    LEAD,
                    COLLABORATION,
                    TRAVEL,
                    PAPERWORK,
                    TRAINING,
                    COACHING,
                    ASSESSMENT ->
                    FactKind.CALL;
        };
    }

    List<AlteredFact> find() {
        Map<Key, Fact> factsThen = at(then);
        Map<Key, Fact> factsNow = at(now);
        Set<FactKind> slots = new LinkedHashSet<>();
        factsThen.keySet().forEach(key -> slots.add(slot(key.kind())));
        factsNow.keySet().forEach(key -> slots.add(slot(key.kind())));
        List<AlteredFact> altered = new ArrayList<>();
        for (FactKind slot : slots) {
            Fact before = mine(factsThen, slot);
            Fact after = mine(factsNow, slot);
            if (before == null ? after != null : !before.equals(after)) {
                altered.add(altered(slot, factsThen, factsNow, before, after));
            }
        }
        return altered;
    }

    private Map<Key, Fact> at(long position) {
        return Fold.facts(versions.stream().filter(v -> v.position() <= position).toList());
    }

    private AlteredFact altered(
            FactKind slot,
            Map<Key, Fact> factsThen,
            Map<Key, Fact> factsNow,
            @Nullable Fact before,
            @Nullable Fact after) {
        Fact said = anybodys(factsNow, slot);
        Fact saidBefore = anybodys(factsThen, slot);
        boolean fresh = (then <= now ? saidBefore : said) == null && !isRestored(slot);
        Fact corrected;
        if (said == null || saidBefore == null) {
            corrected = after;
        } else {
            corrected = before == null ? null : said.creditedAs(before);
        }
        List<Comparison.Event> altering = new ArrayList<>();
        List<Comparison.Event> crediting = new ArrayList<>();
        for (Recorded<Event> version : versions) {
            if (version.position() > Math.min(then, now)
                    && version.position() <= Math.max(then, now)) {
                Map<Key, Fact> last = at(version.position() - 1);
                Map<Key, Fact> next = at(version.position());
                boolean alters = !alike(anybodys(last, slot), anybodys(next, slot));
                boolean credits = !sameCredit(mine(last, slot), mine(next, slot));
                if (alters || (fresh && credits)) {
                    altering.add(Comparison.Event.of(version));
                }
                if (credits && anybodys(last, slot) != null && anybodys(next, slot) != null) {
                    crediting.add(Comparison.Event.of(version));
                }
            }
        }
        return new AlteredFact(fresh, before, corrected, after, altering, crediting);
    }

    /** Whether the record held such a fact before the earlier moment, and was gone then only. */
    private boolean isRestored(FactKind slot) {
        List<Recorded<Event>> later =
                versions.stream().filter(v -> v.position() <= Math.max(then, now)).toList();
        List<Recorded<Event>> before =
                CrmRecord.<Recorded<Event>>valid(later, Recorded::event).stream()
                        .filter(v -> v.position() <= Math.min(then, now))
                        .toList();
        return anybodys(Fold.facts(before), slot) != null;
    }

    private @Nullable Fact mine(Map<Key, Fact> facts, FactKind slot) {
        for (Map.Entry<Key, Fact> fact : facts.entrySet()) {
            if (slot(fact.getKey().kind()) == slot && mine.test(fact.getKey(), fact.getValue())) {
                return fact.getValue();
            }
        }
        return null;
    }

    private static @Nullable Fact anybodys(Map<Key, Fact> facts, FactKind slot) {
        for (Map.Entry<Key, Fact> fact : facts.entrySet()) {
            if (slot(fact.getKey().kind()) == slot) {
                return fact.getValue();
            }
        }
        return null;
    }

    /** Whether two facts say the same, whoever is credited and whichever event says it. */
    private static boolean alike(@Nullable Fact one, @Nullable Fact other) {
        return one == null || other == null
                ? one == other
                : one.creditedAs(other).at(0).equals(other.at(0));
    }

    private static boolean sameCredit(@Nullable Fact one, @Nullable Fact other) {
        BigDecimal mine = one == null ? BigDecimal.ZERO : one.share();
        BigDecimal others = other == null ? BigDecimal.ZERO : other.share();
        return mine.compareTo(others) == 0
                && (one != null && one.shared()) == (other != null && other.shared());
    }
}
