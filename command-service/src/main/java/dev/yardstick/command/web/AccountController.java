package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.account.StateAccount;
import dev.yardstick.command.axon.BecameKnown;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Asked;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Form;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** States accounts. */
@RestController
record AccountController(
        CommandSender commands, Rights rights, Clock clock, ApplicationEventPublisher publisher) {

    /**
     * What is stated of an account.
     *
     * @param on from when; today without it
     * @param tier primary, secondary, or a word of one's own
     * @param owner the rep whose account it is
     * @param inherited whether she took it over
     * @param baseline what growth is measured from
     */
    record Statement(
            @Nullable LocalDate on,
            @Schema(allowableValues = {"grow", "maintain", "strengthen", "win-back"})
                    @Nullable String strategy,
            String name,
            @Nullable String tier,
            @Nullable String owner,
            @Schema(requiredMode = RequiredMode.NOT_REQUIRED) boolean inherited,
            @Nullable From baseline) {

        /** What was sold to it before. */
        record From(
                @Asked(decimals = 4, nonNegative = true, missing = Reason.AMOUNT) BigDecimal amount,
                Currency currency) {}
    }

    /** States an account as it is from a day on. */
    @PutMapping(path = "/api/v1/accounts/{account}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached put(@PathVariable String account, @RequestBody Form<Statement> form)
            throws IOException {
        AccountRegistered stated = stated(Bodies.id("account", account), form.read());
        rights.requireAccount(account, stated.owner(), stated.on());
        StateAccount command = new StateAccount(stated);
        Reached reached = Reached.by(commands.send(command, "api"));
        publisher.publishEvent(new BecameKnown(command.stream()));
        return reached;
    }

    private AccountRegistered stated(String account, Statement stated) {
        return new AccountRegistered(
                account,
                stated.on() == null ? LocalDate.now(clock) : stated.on(),
                stated.name(),
                stated.tier(),
                stated.owner(),
                stated.inherited(),
                stated.strategy(),
                stated.baseline() == null
                        ? null
                        : new Baseline(
                                stated.baseline().amount(),
                                stated.baseline().currency().getCurrencyCode()));
    }
}
