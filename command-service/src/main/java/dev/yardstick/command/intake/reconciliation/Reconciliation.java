package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.command.intake.message.TimeZones;
import dev.yardstick.command.intake.reconciliation.Comparison.Named;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds an export against the log. It reads only, and reads the log in batches. */
@Component
record Reconciliation(LogReader log, EventCodec codec, JdbcClient jdbc) {

    private static final int BATCH = 500;

    private static final String PARKED =
            """
            select distinct subject, type from parked
            where source = ? and subject = any(?) and dismissed_at is null
            """;

    private static final String PARKED_STREAMS =
            "select stream from parked where stream <> '' and stream = any(?) and dismissed_at is null";

    TimeZones timeZones() {
        return new TimeZones(log);
    }

    /** Compares all records of a source. */
    void compare(String source, Map<String, Versions> exported, Comparison comparison) {
        List<Named> batch = new ArrayList<>();
        for (String stream : exported.keySet()) {
            batch.add(named(source, stream));
            if (batch.size() == BATCH) {
                compare(source, batch, exported, comparison);
                batch.clear();
            }
        }
        compare(source, batch, exported, comparison);
        for (String beginning : List.of(Streams.activities(source), Streams.deals(source))) {
            findOthers(beginning, exported, comparison);
        }
    }

    private static Named named(String source, String stream) {
        String beginning = isDeal(stream) ? Streams.deals(source) : Streams.activities(source);
        return new Named(stream, stream.substring(beginning.length()));
    }

    private static boolean isDeal(String stream) {
        return stream.startsWith("deal/");
    }

    private void compare(
            String source,
            List<Named> batch,
            Map<String, Versions> exported,
            Comparison comparison) {
        log.streams(
                batch.stream().map(Named::stream).toList(),
                recorded ->
                        compare(
                                source,
                                batch.stream()
                                        .filter(named -> recorded.containsKey(named.stream()))
                                        .toList(),
                                recorded,
                                exported,
                                comparison));
    }

    private void compare(
            String source,
            List<Named> batch,
            Map<String, List<LogLine>> recorded,
            Map<String, Versions> exported,
            Comparison comparison) {
        Set<String> parked =
                parked(
                        source,
                        batch.stream().filter(n -> lines(recorded, n.stream()).isEmpty()).toList());
        for (Named named : batch) {
            Versions told = exported.get(named.stream());
            if (told == null) {
                continue;
            }
            List<LogLine> lines = lines(recorded, named.stream());
            if (lines.isEmpty()) {
                comparison.exportedOnly(named, told, parked.contains(named.stream()));
            } else {
                comparison.both(named, told, picture(lines));
            }
        }
    }

    private static List<LogLine> lines(Map<String, List<LogLine>> recorded, String stream) {
        return recorded.getOrDefault(stream, List.of());
    }

    private Picture picture(List<LogLine> lines) {
        return Versions.picture(lines.stream().map(l -> codec.read(l)).toList());
    }

    /** The streams of which something waits; where its type does not tell the sort, of both. */
    private Set<String> parked(String source, List<Named> named) {
        if (named.isEmpty()) {
            return Set.of();
        }
        Set<String> streams =
                new HashSet<>(
                        jdbc.sql(PARKED_STREAMS)
                                .param(named.stream().map(Named::stream).toArray(String[]::new))
                                .query(String.class)
                                .list());
        jdbc.sql(PARKED)
                .param(source)
                .param(named.stream().map(Named::record).toArray(String[]::new))
                .query(row -> {
                    String subject = row.getString(1);
                    String type = row.getString(2);
                    boolean deal = type.startsWith("crm.deal.") || type.startsWith("a deal");
                    if (deal || type.isEmpty()) {
                        streams.add(Streams.deal(source, subject));
                    }
                    if (!deal) {
                        streams.add(Streams.activity(source, subject));
                    }
                });
        return streams;
    }

    private void findOthers(
            String beginning, Map<String, Versions> exported, Comparison comparison) {
        String after = beginning;
        List<String> page;
        do {
            page = log.names(beginning, after, BATCH);
            List<String> others =
                    page.stream().filter(stream -> !exported.containsKey(stream)).toList();
            if (!others.isEmpty()) {
                log.streams(
                        others,
                        recorded ->
                                others.stream()
                                        .filter(recorded::containsKey)
                                        .forEach(stream ->
                                                comparison.recordedOnly(
                                                        new Named(
                                                                stream,
                                                                stream.substring(
                                                                        beginning.length())),
                                                        picture(lines(recorded, stream)))));
            }
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == BATCH);
    }
}
