package dev.yardstick.command.intake.dialect;

import dev.yardstick.runtime.OutgoingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call to a CRM's API that is answered with a list.
 *
 * @param in the field of the answer that has the list
 * @param each reads one of the list; null: it is left out
 */
public record Listing<T>(OutgoingCall call, String in, Function<JsonNode, @Nullable T> each) {

    /** What an answer lists. */
    public List<T> read(JsonNode answer) {
        List<T> listed = new ArrayList<>();
        for (JsonNode one : answer.path(in)) {
            T read = each.apply(one);
            if (read != null) {
                listed.add(read);
            }
        }
        return listed;
    }

    /** Somebody who owns records at the CRM. */
    public record Owner(String id, @Nullable String name, @Nullable String email) {

        /** One of a list; null where it has no id. */
        public static @Nullable Owner of(
                @Nullable String id, @Nullable String name, @Nullable String email) {
            return id == null ? null : new Owner(id, name, email);
        }
    }

    /** The records of an object that a list names by their ids. */
    public static Listing<Instruction.Fetch> ofRecords(
            OutgoingCall call, String in, String object, String idField) {
        return new Listing<>(
                call,
                in,
                one -> {
                    String id = Json.text(one.get(idField));
                    return id == null ? null : new Instruction.Fetch(object, id);
                });
    }
}
