package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.oversight.OversightCommand;
import dev.yardstick.events.Codes;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.RefusedValueException;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says who answers for reps beside their manager. */
@RestController
record OversightController(CommandSender commands, Rights rights) {

    private static final String PATH = "/api/v1/oversights/{oversight}";

    /**
     * From when to when.
     *
     * @param of the manager, the team or the business unit
     * @param by who leads, stands in or directs; of a team the business unit that has it
     * @param from the first day
     * @param to the last one; a deputy has one
     */
    record Statement(String of, String by, LocalDate from, @Nullable LocalDate to) {}

    /**
     * Lets somebody answer for the reps of a manager, a team or a business unit; the same from the
     * same day on gets another end.
     */
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached give(@PathVariable String oversight, @RequestBody Form<Statement> form)
            throws IOException {
        Kind stated = kind(oversight);
        Statement said = form.read();
        requireRight(stated, said.of());
        return Reached.by(
                commands.send(
                        new OversightCommand.Give(
                                new OversightGiven(
                                        stated, said.of(), said.by(), said.from(), said.to())),
                        "api"));
    }

    /**
     * Which one it is.
     *
     * @param from its first day
     */
    record Named(String of, String by, LocalDate from) {}

    /** Takes it back, at once. */
    @PostMapping(path = PATH + "/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached withdraw(@PathVariable String oversight, @RequestBody Form<Named> form)
            throws IOException {
        Kind stated = kind(oversight);
        Named named = form.read();
        requireRight(stated, named.of());
        return Reached.by(
                commands.send(
                        new OversightCommand.Withdraw(
                                new OversightWithdrawn(
                                        stated, named.of(), named.by(), named.from())),
                        "api"));
    }

    private static Kind kind(String kind) {
        try {
            return Codes.parse(Kind.class, kind);
        } catch (RefusedValueException e) {
            throw new InvalidException("oversight", e.refusal());
        }
    }

    private void requireRight(Kind kind, String of) {
        if (kind == Kind.DEPUTY) {
            rights.requireDeputy(of);
        } else {
            rights.requireUnbound();
        }
    }
}
