package dev.yardstick.command.web;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.input.Bodies;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.axon.BecameKnown;
import dev.yardstick.command.access.Rights;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Personal;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** States reps. */
@RestController
record RepController(
        CommandSender commands,
        Rights rights,
        Reps reps,
        PersonalKeys keys,
        Clock clock,
        ApplicationEventPublisher publisher) {

    private static final String REP = "/api/v1/reps/{rep}";

    /** {@code {name, team, hiredOn, timeZone, email?, manager?, calendar?, on?}}. */
    @PutMapping(path = REP, consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached put(@PathVariable String rep, HttpServletRequest request) throws IOException {
        StateRep command = read(Bodies.id("rep", rep), Bodies.fields(request));
        rights.requireRep(rep, command.manager(), command.on(), command.hiredOn());
        if (!reps.find(command.rep()).isKnown()) {
            // a log that was restored may not know of her, and the list of erasures does
            keys.requireNotErased(command.rep());
        }
        Reached reached = Reached.by(commands.send(command, "api"));
        publisher.publishEvent(new BecameKnown(command.stream()));
        return reached;
    }

    /** {@code {from, to?}} → the absence's id. */
    @PostMapping(path = REP + "/absences", consumes = MediaType.APPLICATION_JSON_VALUE)
    Absent reportAbsence(@PathVariable String rep, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
        ReportAbsence command =
                new ReportAbsence(
                        Bodies.id("rep", rep),
                        UUID.randomUUID().toString(),
                        body.requiredDate("from"),
                        body.date("to"));
        if (command.to() != null && command.to().isBefore(command.from())) {
            body.fault("to", Reason.BEFORE_FROM);
        }
        body.refuseUnknown();
        body.done();
        rights.requireChange(rep, "from", command.from());
        CommandSender.Done<String> done = commands.send(command, "api");
        return new Absent(done.position(), done.result());
    }

    /** What a reported absence is called. */
    record Absent(long position, String id) {}

    /** {@code {}}: the absence did not take place. */
    @PostMapping(
            path = REP + "/absences/{id}/cancellation",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached cancelAbsence(
            @PathVariable String rep, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        Fields body = Bodies.fields(request);
        body.refuseUnknown();
        body.done();
        rights.requireChange(rep, "id", reps.find(Bodies.id("rep", rep)).absentFrom(id));
        return new Reached(
                commands.send(new CancelAbsence(Bodies.id("rep", rep), Bodies.id("id", id)), "api")
                        .position());
    }

    /** {@code {on}}: the last day. */
    @PostMapping(path = REP + "/departure", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached reportDeparture(@PathVariable String rep, HttpServletRequest request)
            throws IOException {
        Fields body = Bodies.fields(request);
        ReportDeparture command =
                new ReportDeparture(Bodies.id("rep", rep), body.requiredDate("on"));
        body.refuseUnknown();
        body.done();
        rights.requireChange(rep, "on", command.on());
        return Reached.by(commands.send(command, "api"));
    }

    private StateRep read(String rep, Fields body) {
        String timeZone =
                body.required(
                        "timeZone",
                        body.parsed("timeZone", name -> ZoneId.of(name).getId(), Reason.TIME_ZONE),
                        "UTC",
                        Reason.TIME_ZONE);
        LocalDate on = body.date("on");
        StateRep command =
                new StateRep(
                        rep,
                        on == null ? LocalDate.now(clock.withZone(ZoneId.of(timeZone))) : on,
                        new Personal.Open(rep, body.requiredText("name")),
                        personal(rep, body.text("email")),
                        body.requiredText("team"),
                        body.text("manager"),
                        body.requiredDate("hiredOn"),
                        timeZone,
                        body.text("calendar"));
        body.refuseUnknown();
        body.done();
        return command;
    }

    private static @Nullable Personal personal(String rep, @Nullable String text) {
        return text == null ? null : new Personal.Open(rep, text);
    }
}
