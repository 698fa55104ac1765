package dev.yardstick.command.intake.release;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.delivery.Deliveries;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.parking.Parking.Parked;
import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Puts another body in place of one that is parked: it may say something else of the same record,
 * and nothing of another.
 */
@Component
record Repair(Release release, Connections connections) {

    /**
     * Tries another body of the same form, in the name of the caller. It stays parked, as it was,
     * unless that goes through.
     *
     * @throws InvalidException when it is about another record, naming the field
     */
    Taken repair(Parked parked, byte[] instead) {
        JsonNode before = readable(parked.open());
        JsonNode body = StrictJson.read(instead);
        switch (parked.form()) {
            case EVENT -> requireSameEvent(before, body);
            case NOTICE, RECORD -> requireSameRecord(parked, before, body);
            case DELIVERY -> {
                // Nobody could read what it was about.
            }
        }
        AtomicReference<@Nullable Taken> taken = new AtomicReference<>();
        Caller.repairing(() -> taken.set(release.again(parked, instead)));
        return Objects.requireNonNull(taken.get());
    }

    private static JsonNode readable(byte[] body) {
        try {
            return StrictJson.read(body);
        } catch (UnreadableException e) {
            return StrictJson.MAPPER.createObjectNode();
        }
    }

    private static void requireSameEvent(JsonNode before, JsonNode instead) {
        List<Fault> faults = new ArrayList<>();
        for (String field : List.of("source", "subject")) {
            String was = text(before, field);
            if (!was.isEmpty() && !was.equals(text(instead, field))) {
                faults.add(new Fault("body." + field, Reason.STAYS.of(was)));
            }
        }
        CrmEventType was = CrmEventType.find(text(before, "type"));
        CrmEventType is = CrmEventType.find(text(instead, "type"));
        if (was != null && is != null && was.isDeal() != is.isDeal()) {
            String what = was.isDeal() ? "a deal" : "an activity";
            faults.add(new Fault("body.type", Reason.STAYS_THAT_OF.of(what)));
        }
        if (!faults.isEmpty()) {
            throw new InvalidException(faults);
        }
    }

    private static String text(JsonNode event, String field) {
        String text = Json.text(event.get(field));
        return text == null ? "" : Characters.strip(text);
    }

    private void requireSameRecord(Parked parked, JsonNode before, JsonNode instead) {
        Connection connection = connections.find(parked.connection()).orElseThrow();
        Set<String> may =
                new TreeSet<>(records(connection, parked.notice(before), instruction -> true));
        may.add(parked.concerned().stream());
        may.remove("");
        Set<String> states = records(connection, parked.notice(instead), Repair::states);
        if (!may.isEmpty() && !may.containsAll(states)) {
            throw new InvalidException("body", Reason.SAME_RECORD.of(String.join(", ", may)));
        }
    }

    /** What is only fetched is as the CRM says. */
    private static boolean states(Instruction instruction) {
        return instruction instanceof Instruction.State
                && !(instruction instanceof Instruction.Misspelt);
    }

    private static Set<String> records(
            Connection connection, ChangeNotice notice, Predicate<Instruction> which) {
        try {
            return connection.dialect().instructions(notice, connection.definition()).stream()
                    .filter(which)
                    .flatMap(instruction -> Deliveries.record(connection, instruction).stream())
                    .collect(Collectors.toSet());
        } catch (RuntimeException unreadable) {
            // It will be parked again for that.
            return Set.of();
        }
    }
}
