package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.FeedCounts;
import dev.yardstick.command.intake.connection.Sources;
import dev.yardstick.command.intake.dialect.Signatures;
import dev.yardstick.command.intake.message.Ahead;
import dev.yardstick.command.intake.message.CrmEvent;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.command.intake.message.CrmMessage;
import dev.yardstick.command.intake.message.IntakeAnswer;
import dev.yardstick.command.intake.message.RecordCrmEvents;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Settling;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes canonical events: a batch is read, recorded in one unit of work, and what names an unknown
 * rep or account is parked before the answer is given.
 */
@Component
public record Intake(
        CommandSender commands,
        Parking parking,
        Settling settling,
        FeedCounts feeds,
        Sources sources,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** The most events of one unit of work. */
    static final int MAX_BATCH = 1_000;

    /**
     * Takes events, in units of work of at most {@value #MAX_BATCH}.
     *
     * @param way by which they came: what is parked belongs to it
     */
    void take(List<JsonNode> cloudEvents, long firstIndex, String way, IntakeAnswer answer) {
        for (int start = 0; start < cloudEvents.size(); start += MAX_BATCH) {
            int end = Math.min(start + MAX_BATCH, cloudEvents.size());
            List<JsonNode> batch = cloudEvents.subList(start, end);
            takeBatch(batch, firstIndex + start, way, false, answer);
        }
    }

    /**
     * Takes an event that is parked, and stays parked where it cannot be taken. Whoever sent it
     * over HTTP was allowed to when it came.
     */
    public void takeAgain(JsonNode cloudEvent, String way, IntakeAnswer answer) {
        takeBatch(List.of(cloudEvent), 0, way, true, answer);
    }

    private void takeBatch(
            List<JsonNode> cloudEvents,
            long firstIndex,
            String way,
            boolean again,
            IntakeAnswer answer) {
        List<CrmEvent> events = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        Map<String, Optional<Fault>> sourcesWrong = new HashMap<>();
        for (int i = 0; i < cloudEvents.size(); i++) {
            try {
                CrmEvent event = CrmEventReader.read(cloudEvents.get(i));
                Optional<Fault> wrong =
                        again && way.equals(Connections.API)
                                ? Optional.empty()
                                : sourcesWrong.computeIfAbsent(
                                        event.crm().source(),
                                        source -> Optional.ofNullable(sources.wrong(source)));
                if (wrong.isPresent()) {
                    answer.refused(firstIndex + i, new InvalidException(List.of(wrong.get())));
                } else {
                    events.add(event);
                    indexes.add(firstIndex + i);
                }
            } catch (InvalidException e) {
                answer.refused(firstIndex + i, e);
            }
        }
        if (events.isEmpty()) {
            return;
        }
        CommandSender.Done<List<Taken>> done = recordInTime(events);
        Map<String, Parking.Item> parked = new HashMap<>();
        List<Settling.Told> told = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            CrmEvent event = events.get(i);
            Taken taken = done.result().get(i);
            feeds.count(event.crm(), taken);
            if (taken.fault() != null) {
                answer.refused(indexes.get(i), new InvalidException(List.of(taken.fault())));
            } else if (taken.result() == Result.PARKED) {
                waiting.add(new Waiting(indexes.get(i), event, taken));
                if (!again) {
                    Parking.Item item =
                            Parking.Item.of(way, key(event), event, taken, event.body());
                    parked.put(item.key(), item);
                }
            } else {
                told.add(Settling.Told.by(event));
                if (taken.result() == Result.ACCEPTED) {
                    answer.accepted();
                } else {
                    answer.duplicate();
                }
            }
        }
        Set<String> dropped = parking.park(List.copyOf(parked.values()), commands.actor());
        settling.settle(told);
        for (Waiting one : waiting) {
            if (dropped.contains(key(one.event()))) {
                answer.refused(one.index(), new InvalidException("data", Reason.NAMES_ERASED));
            } else if (settling.isSettled(one.event())) {
                if (!again) {
                    parking.remove(way, key(one.event()));
                }
                answer.duplicate();
            } else {
                answer.parked(one.taken());
            }
        }
        answer.reached(done.position());
    }

    /** An event that cannot be recorded yet. */
    private record Waiting(long index, CrmEvent event, Taken taken) {}

    /** What is ahead of its time is left out, and waits. */
    private CommandSender.Done<List<Taken>> recordInTime(List<CrmEvent> events) {
        Instant now = clock.instant();
        List<CrmEvent> inTime =
                events.stream().filter(e -> Ahead.until(e.crm().time(), now) == null).toList();
        CommandSender.Done<List<Taken>> done =
                inTime.isEmpty()
                        ? new CommandSender.Done<>(List.of(), 0, false)
                        : record(inTime, inTime.getFirst().crm().source());
        Iterator<Taken> outcomes = done.result().iterator();
        List<Taken> all = new ArrayList<>();
        for (CrmEvent event : events) {
            Instant until = Ahead.until(event.crm().time(), now);
            all.add(until == null ? outcomes.next() : Taken.ahead(until));
        }
        return new CommandSender.Done<>(all, done.position(), done.recorded());
    }

    /** Records what one source tells in one unit of work: an outcome for each, in order. */
    public CommandSender.Done<List<Taken>> record(List<? extends CrmMessage> told, String source) {
        try {
            return commands.send(new RecordCrmEvents(told), source);
        } catch (LogReader.TooMuchException e) {
            return recordHalves(told, source);
        } catch (DataIntegrityViolationException e) {
            return recordEach(told, source);
        }
    }

    /** What is known of their records does not fit into memory at once. */
    private CommandSender.Done<List<Taken>> recordHalves(
            List<? extends CrmMessage> told, String source) {
        int half = told.size() / 2;
        CommandSender.Done<List<Taken>> one = record(told.subList(0, half), source);
        CommandSender.Done<List<Taken>> other = record(told.subList(half, told.size()), source);
        List<Taken> outcomes = new ArrayList<>(one.result());
        outcomes.addAll(other.result());
        return new CommandSender.Done<>(
                outcomes,
                Math.max(one.position(), other.position()),
                one.recorded() || other.recorded());
    }

    /** The database refuses something in a unit of work: only what it refuses is left out. */
    private CommandSender.Done<List<Taken>> recordEach(
            List<? extends CrmMessage> told, String source) {
        List<Taken> outcomes = new ArrayList<>();
        long position = 0;
        boolean recorded = false;
        for (CrmMessage one : told) {
            try {
                CommandSender.Done<List<Taken>> done =
                        commands.send(new RecordCrmEvents(List.of(one)), source);
                outcomes.addAll(done.result());
                position = Math.max(position, done.position());
                recorded |= done.recorded();
            } catch (DataIntegrityViolationException e) {
                LOG.warn("an event of {} is refused: {}", source, e.toString());
                outcomes.add(Taken.refused(new Fault("$", Reason.NOT_HELD)));
            }
        }
        return new CommandSender.Done<>(outcomes, position, recorded);
    }

    private static String key(CrmEvent event) {
        String name =
                String.join(
                        "\n",
                        event.crm().source(),
                        event.crm().subject(),
                        event.crm().id(),
                        event.type().code());
        return HexFormat.of().formatHex(Sha256.of(Signatures.bytes(name)));
    }
}
