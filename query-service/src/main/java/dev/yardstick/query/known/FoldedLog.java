package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Recorded;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known at the end of a log, folded in memory without any table: the same fold and the same
 * arithmetic as the tables go through. Add every line, then ask. For one thread.
 *
 * <p>Memory: a line of a CRM record is kept as its JSON until the first question and as its facts
 * from then on; by estimate half a kilobyte an event at most, so what a heap holds bounds the log.
 */
public final class FoldedLog {

    /** A version of a CRM record as it stands in the log. */
    private record Version(long position, String type, int revision, byte[] data) {}

    private final EventCodec codec = new EventCodec();
    private final Map<String, List<Line>> chronicle = new HashMap<>();
    private final Map<String, List<Recorded<AccountEvent>>> accounts = new HashMap<>();
    private final List<Recorded<CompanyEvent>> company = new ArrayList<>();
    private final Map<String, List<Version>> records = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, Long>> heard = new HashMap<>();
    private final Map<String, List<Validity<Fact>>> facts = new HashMap<>();
    private final Map<String, List<Validity<AccountFact>>> named = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private KnownAt end = new KnownAt(0, null);

    /**
     * Adds the next line.
     *
     * @throws dev.yardstick.events.codec.UnreadableEventException when this version cannot read its
     *     event
     */
    public void add(LogLine line) {
        Event event = codec.read(line);
        if (Projection.isChronicled(event)) {
            String rep = Projection.rep(event);
            if (rep != null) {
                chronicle
                        .computeIfAbsent(rep, r -> new ArrayList<>())
                        .add(new Line(line.stream(), line.position(), event));
            }
            if (event instanceof AccountEvent e) {
                accounts.computeIfAbsent(e.account(), a -> new ArrayList<>())
                        .add(new Recorded<>(line.position(), e));
            } else if (event instanceof CompanyEvent e) {
                company.add(new Recorded<>(line.position(), e));
            }
        } else {
            records.computeIfAbsent(line.stream(), s -> new ArrayList<>(1))
                    .add(
                            new Version(
                                    line.position(),
                                    word(line.type()),
                                    line.revision(),
                                    line.data()));
            FactRows.Heard.of(event, line.position())
                    .ifPresent(h ->
                            heard.computeIfAbsent(h.source(), s -> new TreeMap<>())
                                    .putIfAbsent(h.date(), h.knownFrom()));
        }
        end = new KnownAt(line.position(), line.recordedAt());
    }

    /** The ids of all reps. */
    public SortedSet<String> reps() {
        SortedSet<String> reps = new TreeSet<>();
        chronicle.forEach((rep, lines) -> {
            if (lines.stream().anyMatch(line -> line.event() instanceof RepEvent)) {
                reps.add(rep);
            }
        });
        return reps;
    }

    /** Everything about one of the reps at the end of the log. */
    public Known known(String rep) {
        foldRecords();
        RepHistory history =
                new RepHistory(
                        chronicle.getOrDefault(rep, List.of()),
                        facts.getOrDefault(rep, List.of()),
                        accounts,
                        company,
                        named,
                        heard);
        return history.known(history.rep(end.position()).orElseThrow(), end);
    }

    private void foldRecords() {
        for (List<Version> versions : records.values()) {
            List<Recorded<Event>> events = new ArrayList<>();
            versions.forEach(v ->
                    events.add(
                            new Recorded<>(
                                    v.position(), codec.read(v.type(), v.revision(), v.data()))));
            Fold.facts(events).forEach((key, fact) -> add(key.rep(), fact));
            versions.clear();
        }
        records.clear();
    }

    private void add(String rep, Fact fact) {
        Fact kept = interned(fact);
        facts.computeIfAbsent(word(rep), r -> new ArrayList<>()).add(lasting(kept));
        if (kept.named() && kept.account() != null) {
            named.computeIfAbsent(kept.account(), a -> new ArrayList<>())
                    .add(lasting(AccountFact.of(kept)));
        }
    }

    private static <T> Validity<T> lasting(T value) {
        return new Validity<>(value, 0, RecordChanges.STILL_KNOWN);
    }

    private String word(String word) {
        return words.computeIfAbsent(word, w -> w);
    }

    private Fact interned(Fact fact) {
        Map<FactField, Object> told = fact.told();
        told.replaceAll((field, value) ->
                switch (value) {
                    case String text -> word(text);
                    case List<?> texts -> texts.stream().map(text -> word((String) text)).toList();
                    default -> value;
                });
        return Fact.of(
                fact.position(),
                word(fact.source()),
                fact.kind(),
                fact.date(),
                fact.share(),
                fact.shared(),
                fact.named(),
                told);
    }
}
