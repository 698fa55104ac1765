package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.IntakeEvent.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every dialect makes of a record that it is shown, by a delivery or by the CRM's API. */
public final class Shown {

    private Shown() {}

    /**
     * Gone where the record says so, whatever it came with; else what its words say. Where they do
     * not say enough, it is known at least which record that is of, and as of when.
     *
     * @param record with the marks of a deletion
     * @param words reads the record
     */
    public static Instruction instruction(
            Subject subject, Instant version, JsonNode record, Supplier<Instruction> words) {
        try {
            Instant gone = DeletionMarks.gone(record, version);
            return gone == null ? words.get() : new Instruction.Gone(subject, gone, true);
        } catch (UnclearException e) {
            return new Instruction.Unclear(subject, version, String.valueOf(e.getMessage()));
        } catch (CountsNowhereException e) {
            return new Instruction.Nothing(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What the API's answer to a fetch amounts to: what it shows is filed under the id that it
     * carries.
     *
     * @param notice the answer, its topic the object and the id that was asked for
     * @param carried the id in the answer; null where it has none
     * @param read reads the answer as a record of an object with an id
     */
    public static List<Instruction> answer(
            Dialect dialect,
            Mapping mapping,
            ChangeNotice notice,
            @Nullable String carried,
            BiFunction<String, String, Instruction> read) {
        int slash = notice.topic().indexOf('/');
        String object = notice.topic().substring(0, slash);
        String asked = notice.topic().substring(slash + 1);
        String id = dialect.id(carried == null ? asked : carried);
        Instruction instruction = read.apply(object, id);
        List<Instruction> instructions = new ArrayList<>(List.of(instruction));
        Subject subject = dialect.subject(new Instruction.Fetch(object, id));
        Subject other = dialect.subject(new Instruction.Fetch(object, dialect.id(asked)));
        if (subject != null && other != null) {
            instructions.addAll(end(other, subject, instruction, notice.heard(), mapping));
        }
        if (other != null && !asked.equals(dialect.id(asked))) {
            Subject misspelt =
                    new Subject(other.kind(), other.record().replace(dialect.id(asked), asked));
            instructions.add(
                    new Instruction.Misspelt(misspelt, later(notice.heard(), instruction)));
        }
        return instructions;
    }

    /**
     * The end of a record that another one stands for now, since both were merged. Nobody says when
     * that was, so it is over as of now. An account is known still, and is what the other one is,
     * but nobody's any more.
     *
     * @param named by which id the CRM was asked, or spoke of the record
     * @param shown the record that it showed
     * @param instruction what that amounts to
     */
    public static List<Instruction> end(
            Subject named, Subject shown, Instruction instruction, Instant heard, Mapping mapping) {
        if (named.equals(shown)) {
            return List.of();
        }
        Instant over = later(heard, instruction);
        return List.of(
                instruction instanceof Instruction.Account account
                        ? new Instruction.Account(
                                named.record(),
                                over,
                                mapping.accountPrefix() + named.record(),
                                account.on(),
                                account.name(),
                                account.tier(),
                                true,
                                null)
                        : new Instruction.Gone(named, over, false));
    }

    private static Instant later(Instant heard, Instruction instruction) {
        return instruction instanceof Instruction.State state && state.version().isAfter(heard)
                ? state.version()
                : heard;
    }
}
