package dev.yardstick.command.intake.talk;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Asked;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.RepCommand.CancelTalk;
import dev.yardstick.command.rep.RepCommand.PlanTalk;
import dev.yardstick.command.rep.RepCommand.SettleAgreement;
import dev.yardstick.command.rep.RepCommand.SnoozeMatter;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Codes;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What a manager wants to come back to with a rep. */
@RestController
record AgendaController(
        CommandSender commands,
        Rights rights,
        Reps reps,
        Promised promised,
        PersonalKeys keys,
        Clock clock) {

    private static final String REP = "/api/v1/reps/{rep}";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    /** Whoever puts it off for longer has let it go. */
    private static final int MOST_DAYS = 92;

    /** Of what was recorded. */
    record Noted(long position) {}

    /**
     * What is put off: a clause, a version, or, without an expectation, that nothing is expected.
     *
     * @param until the day on which it is due again; today: it is due after all
     * @param reason why it can wait
     */
    record Snooze(
            @Nullable String expectation,
            @Nullable String clause,
            @Nullable Integer version,
            LocalDate until,
            @Asked(free = true) String reason)
            implements Fields.Checked {

        @Override
        public void check(Fields body) {
            if (expectation == null && clause != null) {
                body.fault("expectation", Reason.GIVEN);
            } else if (expectation == null && version != null) {
                body.fault("expectation", Reason.GIVEN);
            } else if (clause != null && version != null) {
                body.fault("version", Reason.BESIDE_CLAUSE);
            } else if (expectation != null && clause == null && version == null) {
                body.fault("clause", Reason.GIVEN);
            }
        }
    }

    /** Puts off what is to be spoken about with a rep. */
    @PostMapping(path = REP + "/snoozes", consumes = JSON)
    Noted snooze(@PathVariable String rep, @RequestBody Form<Snooze> form) throws IOException {
        String id = Bodies.id("rep", rep);
        rights.requireChange(id);
        LocalDate today = today(id);
        Snooze put = form.read();
        if (put.until().isBefore(today) || put.until().isAfter(today.plusDays(MOST_DAYS))) {
            throw new InvalidException(
                    "until", Reason.FROM_TO.of(today, today.plusDays(MOST_DAYS)));
        }
        requireHers(id, put.expectation(), put.clause());
        keys.requireNotErased(id);
        return new Noted(
                commands.send(
                                new SnoozeMatter(
                                        new MatterSnoozed(
                                                id,
                                                put.expectation(),
                                                put.clause(),
                                                put.version(),
                                                today,
                                                put.until(),
                                                new Personal.Open(id, put.reason()))),
                                "api")
                        .position());
    }

    /**
     * A talk that is planned.
     *
     * @param on the day on which it is to be
     * @param note what it is to be about
     */
    record Plan(LocalDate on, @Asked(free = true) @Nullable String note) {}

    /** What was planned is called this. */
    record Planned(long position, String id) {}

    /** Plans a talk with a rep. */
    @PostMapping(path = REP + "/talks", consumes = JSON)
    Planned plan(
            @PathVariable String rep,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Plan> form)
            throws IOException {
        String id = Bodies.id("rep", rep);
        rights.requireChange(id);
        LocalDate today = today(id);
        Plan plan = form.read();
        if (plan.on().isBefore(today) || plan.on().isAfter(today.plusDays(MOST_DAYS))) {
            throw new InvalidException("on", Reason.FROM_TO.of(today, today.plusDays(MOST_DAYS)));
        }
        keys.requireNotErased(id);
        String talk =
                key == null ? UUID.randomUUID().toString() : Bodies.id("Idempotency-Key", key);
        String note = plan.note();
        TalkPlanned planned =
                new TalkPlanned(
                        id, talk, plan.on(), note == null ? null : new Personal.Open(id, note));
        return new Planned(commands.send(new PlanTalk(planned), "api").position(), talk);
    }

    /** Nothing more has to be said. */
    record Nothing() {}

    /** A planned talk is not to be. */
    @PostMapping(path = REP + "/talks/{id}/cancellation", consumes = JSON)
    Noted cancel(@PathVariable String rep, @PathVariable String id, @RequestBody Form<Nothing> form)
            throws IOException {
        form.read();
        rights.requireChange(Bodies.id("rep", rep));
        CancelTalk command = new CancelTalk(Bodies.id("rep", rep), Bodies.id("id", id));
        return new Noted(commands.send(command, "api").position());
    }

    /**
     * What became of what was agreed on.
     *
     * @param outcome kept, not-kept, or dropped where it is needed no more
     */
    record Settlement(@Schema(allowableValues = {"kept", "not-kept", "dropped"}) String outcome) {}

    /** Says what became of an agreement; the rep says it as well as her manager. */
    @PostMapping(path = REP + "/agreements/{id}/outcome", consumes = JSON)
    Noted settle(
            @PathVariable String rep, @PathVariable String id, @RequestBody Form<Settlement> form)
            throws IOException {
        String whose = Bodies.id("rep", rep);
        rights.requireAnswer(whose);
        LocalDate today = today(whose);
        Outcome outcome = Codes.parse(Outcome.class, form.read().outcome());
        AgreementSettled settled = new AgreementSettled(whose, Bodies.id("id", id), today, outcome);
        return new Noted(commands.send(new SettleAgreement(settled), "api").position());
    }

    /** A rep's own day. */
    private LocalDate today(String rep) {
        Rep known = reps.find(rep);
        if (!known.isKnown()) {
            throw new NotFoundException(Reason.NO_REP.of(rep));
        }
        return known.day(clock.instant());
    }

    private void requireHers(String rep, @Nullable String expectation, @Nullable String clause) {
        Fault wrong = expectation == null ? null : promised.wrong(rep, expectation, clause);
        if (wrong != null) {
            throw new InvalidException(List.of(wrong));
        }
    }
}
