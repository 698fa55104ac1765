package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.BecameKnown;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

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

    /**
     * What is stated of a rep.
     *
     * @param timeZone by its IANA name, such as Europe/Amsterdam: days are hers
     * @param on from when; her today without it
     * @param manager the id of whoever leads her
     * @param calendar the name of the holidays that are hers
     */
    record Statement(
            @Schema(type = "string") ZoneId timeZone,
            @Nullable LocalDate on,
            String name,
            @Nullable String email,
            String team,
            @Nullable String manager,
            LocalDate hiredOn,
            @Nullable String calendar) {}

    /** States a rep as she is from a day on, and hires whom nobody knew. */
    @PutMapping(path = REP, consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached put(@PathVariable String rep, @RequestBody Form<Statement> form) throws IOException {
        RepHired stated = stated(Bodies.id("rep", rep), form.read());
        rights.requireRep(rep, stated.manager(), stated.on(), stated.hiredOn());
        if (!reps.find(stated.rep()).isKnown()) {
            // a log that was restored may not know of her, and the list of erasures does
            keys.requireNotErased(stated.rep());
        }
        StateRep command = new StateRep(stated);
        Reached reached = Reached.by(commands.send(command, "api"));
        publisher.publishEvent(new BecameKnown(command.stream()));
        return reached;
    }

    /**
     * Days on which a rep is away.
     *
     * @param to the last one; nobody knows yet without it
     */
    record Absence(LocalDate from, @Nullable LocalDate to) implements Fields.Checked {

        @Override
        public void check(Fields body) {
            if (to != null && to.isBefore(from)) {
                body.fault("to", Reason.BEFORE_FROM);
            }
        }
    }

    /** Reports that a rep is away, and tells the absence's id. */
    @PostMapping(path = REP + "/absences", consumes = MediaType.APPLICATION_JSON_VALUE)
    Absent reportAbsence(@PathVariable String rep, @RequestBody Form<Absence> form)
            throws IOException {
        String id = Bodies.id("rep", rep);
        Absence absence = form.read();
        ReportAbsence command =
                new ReportAbsence(id, UUID.randomUUID().toString(), absence.from(), absence.to());
        rights.requireChange(rep, "from", command.from());
        CommandSender.Done<String> done = commands.send(command, "api");
        return new Absent(done.position(), done.result());
    }

    /** What a reported absence is called. */
    record Absent(long position, String id) {}

    /** Nothing more has to be said. */
    record Nothing() {}

    /** Takes an absence back: it did not take place. */
    @PostMapping(
            path = REP + "/absences/{id}/cancellation",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached cancelAbsence(
            @PathVariable String rep, @PathVariable String id, @RequestBody Form<Nothing> form)
            throws IOException {
        form.read();
        rights.requireChange(rep, "id", reps.find(Bodies.id("rep", rep)).absentFrom(id));
        return new Reached(
                commands.send(new CancelAbsence(Bodies.id("rep", rep), Bodies.id("id", id)), "api")
                        .position());
    }

    /**
     * When a rep leaves.
     *
     * @param on her last day
     */
    record Departure(LocalDate on) {}

    /** Reports that a rep leaves. */
    @PostMapping(path = REP + "/departure", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached reportDeparture(@PathVariable String rep, @RequestBody Form<Departure> form)
            throws IOException {
        Departure departure = form.read();
        ReportDeparture command = new ReportDeparture(Bodies.id("rep", rep), departure.on());
        rights.requireChange(rep, "on", command.on());
        return Reached.by(commands.send(command, "api"));
    }

    private RepHired stated(String rep, Statement stated) {
        return new RepHired(
                rep,
                stated.on() == null
                        ? LocalDate.now(clock.withZone(stated.timeZone()))
                        : stated.on(),
                new Personal.Open(rep, stated.name()),
                personal(rep, stated.email()),
                stated.team(),
                stated.manager(),
                stated.hiredOn(),
                stated.timeZone().getId(),
                stated.calendar());
    }

    private static @Nullable Personal personal(String rep, @Nullable String text) {
        return text == null ? null : new Personal.Open(rep, text);
    }
}
