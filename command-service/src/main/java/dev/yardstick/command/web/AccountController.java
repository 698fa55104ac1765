package dev.yardstick.command.web;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.input.Bodies;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.axon.BecameKnown;
import dev.yardstick.command.access.Rights;
import dev.yardstick.command.account.StateAccount;
import dev.yardstick.events.AccountEvent.Baseline;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;

/** States accounts. */
@RestController
record AccountController(
        CommandSender commands, Rights rights, Clock clock, ApplicationEventPublisher publisher) {

    private static final Set<String> STRATEGIES =
            Set.of("grow", "maintain", "strengthen", "win-back");
    private static final int AMOUNT_DECIMALS = 4;

    /** {@code {name, tier?, owner?, inherited?, strategy?, baseline?, on?}}. */
    @PutMapping(path = "/api/v1/accounts/{account}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached put(@PathVariable String account, HttpServletRequest request) throws IOException {
        StateAccount command = read(Bodies.id("account", account), Bodies.fields(request));
        rights.requireAccount(account, command.owner(), command.on());
        Reached reached = Reached.by(commands.send(command, "api"));
        publisher.publishEvent(new BecameKnown(command.stream()));
        return reached;
    }

    private StateAccount read(String account, Fields body) {
        LocalDate on = body.date("on");
        String strategy = body.text("strategy");
        if (strategy != null && !STRATEGIES.contains(strategy)) {
            body.fault(
                    "strategy",
                    Reason.ONE_OF.of(String.join(", ", STRATEGIES.stream().sorted().toList())));
        }
        StateAccount command =
                new StateAccount(
                        account,
                        on == null ? LocalDate.now(clock) : on,
                        body.requiredText("name"),
                        body.text("tier"),
                        body.text("owner"),
                        body.flag("inherited"),
                        strategy,
                        baseline(body.object("baseline")));
        body.refuseUnknown();
        body.done();
        return command;
    }

    private static @Nullable Baseline baseline(@Nullable Fields baseline) {
        if (baseline == null) {
            return null;
        }
        BigDecimal amount =
                baseline.required(
                        "amount",
                        baseline.nonNegative("amount", AMOUNT_DECIMALS),
                        BigDecimal.ZERO,
                        Reason.AMOUNT);
        String currency =
                baseline.required(
                        "currency", baseline.currency("currency"), "EUR", Reason.CURRENCY);
        baseline.refuseUnknown();
        return new Baseline(amount, currency);
    }
}
