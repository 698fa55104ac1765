package dev.yardstick.command.intake;

import dev.yardstick.command.Commands;
import dev.yardstick.command.InvalidException;
import dev.yardstick.command.InvalidException.Fault;
import dev.yardstick.command.StrictJson;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what a CRM sends: a batch is read, recorded in one unit of work, and what names an unknown
 * rep or account is parked before the answer is given.
 */
@Component
class Intake {

    /** The most events of one unit of work. */
    static final int MAX_BATCH = 1_000;

    private final Commands commands;
    private final Parking parking;
    private final CrmEventReader reader;

    Intake(Commands commands, Parking parking) {
        this.commands = commands;
        this.parking = parking;
        this.reader = new CrmEventReader(StrictJson.MAPPER);
    }

    /** Takes events, in units of work of at most {@value #MAX_BATCH}. */
    void take(List<JsonNode> cloudEvents, int firstIndex, IntakeAnswer answer) {
        for (int start = 0; start < cloudEvents.size(); start += MAX_BATCH) {
            int end = Math.min(start + MAX_BATCH, cloudEvents.size());
            takeBatch(cloudEvents.subList(start, end), firstIndex + start, answer);
        }
    }

    private void takeBatch(List<JsonNode> cloudEvents, int firstIndex, IntakeAnswer answer) {
        List<CrmEvent> events = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < cloudEvents.size(); i++) {
            try {
                events.add(reader.read(cloudEvents.get(i)));
                indexes.add(firstIndex + i);
            } catch (InvalidException e) {
                answer.refused(firstIndex + i, e.faults());
            }
        }
        if (events.isEmpty()) {
            return;
        }
        Commands.Done<List<Outcome>> done =
                commands.send(new RecordCrmEvents(events), events.getFirst().crm().source());
        List<Outcome.Parked> parked = new ArrayList<>();
        Set<String> parkedOnce = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            switch (done.result().get(i)) {
                case Outcome.Accepted() -> answer.accepted();
                case Outcome.Duplicate() -> answer.duplicate();
                case Outcome.Refused(Fault fault) -> answer.refused(indexes.get(i), List.of(fault));
                case Outcome.Parked p -> {
                    answer.parked();
                    if (parkedOnce.add(p.event().stream() + "\n" + p.event().crm().id())) {
                        parked.add(p);
                    }
                }
            }
        }
        parking.park(parked, commands.actor());
        answer.reached(done.position());
    }
}
