package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.canonical.Lines;
import dev.yardstick.command.intake.message.CrmEvent;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.command.intake.message.IntakeAnswer.RefusedEvent;
import dev.yardstick.command.intake.message.TimeZones;
import dev.yardstick.events.Event;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.BodyRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * What a CRM's export tells, line by line: of each record no more is kept than decides what it
 * amounts to. Not threadsafe.
 */
final class Export {

    /** The most records. */
    static final int MAX_RECORDS = 1_000_000;

    /** The most bytes that records may take, about. */
    private static final long MAX_KEPT = Runtime.getRuntime().maxMemory() / 3;

    /** Bytes that a record takes beside its ids and texts, about. */
    private static final long PER_RECORD = 450;

    /** An export with more faults than this is not what it should be, and is not read on. */
    static final int MAX_REFUSALS = 10_000;

    private static final int FAULTS_NAMED = 20;
    private static final int CHUNK = 1_000;

    private final String source;
    private final UnaryOperator<JsonNode> spelling;
    private final TimeZones zones;
    private final Shared shared = new Shared();
    private final Map<String, Versions> records = new LinkedHashMap<>();
    private final List<RefusedEvent> refused = new ArrayList<>();
    private final List<Line> chunk = new ArrayList<>();

    /** An event with its line's number, from 1. */
    private record Line(int number, CrmEvent event) {}

    private Export(String source, UnaryOperator<JsonNode> spelling, TimeZones zones) {
        this.source = source;
        this.spelling = spelling;
        this.zones = zones;
    }

    /**
     * Reads all lines; blank ones are skipped.
     *
     * @param spelling gives an event's ids their one spelling
     * @throws InvalidException when every line is refused, or too many are
     * @throws BodyRefusedException when it tells of more than can be held
     */
    static Export read(
            Lines lines, String source, UnaryOperator<JsonNode> spelling, TimeZones zones)
            throws IOException {
        Export export = new Export(source, spelling, zones);
        int number = 1;
        for (byte[] line = lines.next(); line != null; line = lines.next(), number++) {
            if (!Lines.isBlank(line)) {
                export.read(line, number);
                if (export.chunk.isEmpty() || export.chunk.size() == CHUNK || lines.isPartFull()) {
                    export.takeChunk();
                    lines.dealtWith();
                }
            }
        }
        export.takeChunk();
        if (export.records.isEmpty() && !export.refused.isEmpty()) {
            throw export.refusal();
        }
        return export;
    }

    private void read(byte[] line, int number) {
        try {
            CrmEvent event = CrmEventReader.read(spelling.apply(StrictJson.read(line)));
            if (!event.crm().source().equals(source)) {
                throw new InvalidException("source", Reason.COMPARED_SOURCE.of(source));
            }
            chunk.add(new Line(number, event));
        } catch (UnreadableException e) {
            refuse(number, List.of(new Fault("$", e.refusal())));
        } catch (InvalidException e) {
            refuse(number, e.faults());
        }
    }

    private void refuse(int number, List<Fault> faults) {
        faults.forEach(f -> refused.add(RefusedEvent.of(number - 1, f)));
        if (refused.size() > MAX_REFUSALS) {
            throw refusal();
        }
    }

    private InvalidException refusal() {
        return new InvalidException(
                refused.stream()
                        .limit(FAULTS_NAMED)
                        .map(r -> new Fault("[" + r.index() + "]." + r.path(), r.fault().refusal()))
                        .toList());
    }

    /** Dates what happened at an instant by the time zones of the reps, which come together. */
    private void takeChunk() {
        zones.learn(chunk.stream().map(Line::event).toList());
        for (Line line : chunk) {
            Event event = line.event().event(zones.zone(line.event()));
            records.computeIfAbsent(line.event().stream(), stream -> Versions.none(event))
                    .add(event, line.number(), shared);
        }
        chunk.clear();
        if (records.size() > MAX_RECORDS || holdsTooMuch()) {
            throw BodyRefusedException.tooLarge(Reason.EXPORT_TOO_LARGE.of(MAX_RECORDS));
        }
    }

    /** Looks closely only when much was met, most of which later versions may have replaced. */
    private boolean holdsTooMuch() {
        long most = MAX_KEPT - records.size() * PER_RECORD;
        if (shared.met() <= most) {
            return false;
        }
        long held = records.values().stream().mapToLong(Versions::weight).sum();
        shared.met(held);
        return held > most;
    }

    /** The records by their streams, in the order in which the export tells of them first. */
    Map<String, Versions> records() {
        return records;
    }

    /** What is wrong with the lines that are left out; an index counts lines from 0. */
    List<RefusedEvent> refused() {
        return refused;
    }
}
