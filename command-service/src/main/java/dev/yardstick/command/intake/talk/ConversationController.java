package dev.yardstick.command.intake.talk;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.intake.canonical.Intake;
import dev.yardstick.command.intake.message.Conversation;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.RepCommand.MakeAgreement;
import dev.yardstick.command.rep.RepCommand.SettleAgreement;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Codes;
import dev.yardstick.events.ConversationNotes;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.Report;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.events.refusal.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Coaching talks and trainings that a manager logs by hand. They are activities as a CRM's, so
 * whatever counts those counts these.
 */
@RestController
record ConversationController(
        Intake intake,
        CommandSender commands,
        Rights rights,
        Reps reps,
        LogReader events,
        EventCodec codec,
        Promised promised,
        PersonalKeys keys,
        Clock clock) {

    private static final String PATH = "/api/v1/reps/{rep}/conversations";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private static final int MOST_ABOUT = 50;

    private static final int MOST_AGREED = 10;

    /** Whoever puts it off for longer has let it go. */
    private static final int MOST_DAYS = 366;

    private static final String RETRACTED = "retracted";

    /** What a logged conversation is called. */
    record Logged(long position, String id) {}

    /**
     * {@code {kind, on, course?, note?, about?, followUpOn?, agreed?}} → its id. Agreed on, one or
     * a list: {@code {what, by: rep|manager, until}}. About a clause: {@code {expectation, clause,
     * warningSince?}}; about the rep's dispute of a version: {@code {expectation, version}}; about
     * several: a list of those.
     */
    @PostMapping(path = PATH, consumes = JSON)
    Logged log(
            @PathVariable String rep,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        Fields body = Bodies.fields(request);
        FactKind kind = kind(body);
        LocalDate on = body.requiredDate("on");
        String course = body.text("course");
        if (kind == FactKind.TRAINING && course == null && !body.has("course")) {
            body.fault("course", Reason.COURSE);
        } else if (kind == FactKind.COACHING && course != null) {
            body.fault("course", Reason.NO_COURSE);
        }
        Personal more = more(rep, on, body);
        List<Agreed> agreed = agreed(on, body);
        body.finish();
        rights.requireChange(rep, "on", on);
        requireHappened(rep, on);
        body.objectOrObjects("about").forEach(about -> requireHers(rep, about));
        body.done();
        keys.requireNotErased(rep);
        String id = key == null ? UUID.randomUUID().toString() : id("Idempotency-Key", key);
        CommandSender.Done<Taken> done =
                send(new Conversation(version(rep, id, id), kind, report(rep, on, course, more)));
        if (done.result().fault() != null) {
            throw new RefusedException(Reason.IDEMPOTENCY_KEY_REUSED);
        }
        long position = done.position();
        for (int i = 0; i < agreed.size(); i++) {
            MakeAgreement command = agreed.get(i).madeIn(rep, on, id, i + 1);
            position = commands.send(command, "api").position();
        }
        return new Logged(position, id);
    }

    /** What was agreed on in a talk. */
    private record Agreed(String what, OwedBy by, LocalDate until) {

        MakeAgreement madeIn(String rep, LocalDate on, String conversation, int n) {
            return new MakeAgreement(
                    new AgreementMade(
                            rep,
                            conversation + "-" + n,
                            on,
                            new Personal.Open(rep, what),
                            by,
                            until,
                            conversation));
        }
    }

    private static List<Agreed> agreed(LocalDate on, Fields body) {
        List<Fields> given = body.objectOrObjects("agreed");
        if (given.size() > MOST_AGREED) {
            body.fault("agreed", Reason.AT_MOST.of(MOST_AGREED));
        }
        return given.stream().map(one -> agreedOn(on, one)).toList();
    }

    private static Agreed agreedOn(LocalDate on, Fields agreed) {
        String what = agreed.requiredFreeText("what");
        OwedBy by =
                agreed.required(
                        "by",
                        agreed.coded("by", OwedBy.class),
                        OwedBy.REP,
                        Reason.ONE_OF.of(String.join(", ", Codes.all(OwedBy.class))));
        LocalDate until = agreed.requiredDate("until");
        LocalDate last = on.plusDays(MOST_DAYS);
        if (!on.equals(LocalDate.EPOCH)
                && !until.equals(LocalDate.EPOCH)
                && (until.isBefore(on) || until.isAfter(last))) {
            agreed.fault("until", Reason.FROM_TO.of(on, last));
        }
        agreed.refuseUnknown();
        return new Agreed(what, by, until);
    }

    /** {@code {}}: it did not take place. */
    @PostMapping(path = PATH + "/{id}/retraction", consumes = JSON)
    Logged takeBack(@PathVariable String rep, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        Fields body = Bodies.fields(request);
        body.finish();
        rights.requireChange(rep);
        Conversation retracted =
                new Conversation(version(rep, id("id", id), RETRACTED), null, null);
        for (LogLine line : events.stream(retracted.stream(), 0)) {
            if (codec.read(line) instanceof ActivityRecorded held) {
                rights.requireChange(rep, "id", held.report().date());
            }
        }
        long position = send(retracted).position();
        LocalDate today = reps.find(rep).day(clock.instant());
        for (String agreement : reps.find(rep).agreementsOf(id)) {
            AgreementSettled dropped = new AgreementSettled(rep, agreement, today, Outcome.DROPPED);
            position = commands.send(new SettleAgreement(dropped), "api").position();
        }
        return new Logged(position, id);
    }

    private CommandSender.Done<Taken> send(Conversation conversation) {
        CommandSender.Done<List<Taken>> done =
                intake.record(List.of(conversation), CrmVersion.BY_HAND);
        Taken outcome = done.result().getFirst();
        if (outcome.result() == Result.PARKED) {
            throw new NotFoundException(Reason.NO_CONVERSATION);
        }
        return new CommandSender.Done<>(outcome, done.position(), done.recorded());
    }

    /** A rep's conversations lie below her id, so that nobody takes back another's. */
    private CrmVersion version(String rep, String id, String event) {
        return new CrmVersion(CrmVersion.BY_HAND, rep + "/" + id, event, clock.instant());
    }

    private void requireHappened(String rep, LocalDate on) {
        Rep known = reps.find(rep);
        if (!known.isKnown()) {
            throw new NotFoundException(Reason.NO_REP.of(rep));
        }
        if (on.isAfter(LocalDate.now(clock.withZone(known.timeZone(on))))) {
            throw new InvalidException("on", Reason.AHEAD);
        }
    }

    /** A talk is about what is expected of her with whom it was held, and of nobody else. */
    private void requireHers(String rep, Fields about) {
        String expectation = about.requiredText("expectation");
        String clause = about.has("version") ? null : about.requiredText("clause");
        Fault wrong = promised.wrong(rep, expectation, clause);
        if (wrong != null) {
            about.fault(wrong.path(), wrong.refusal());
        }
    }

    private static FactKind kind(Fields body) {
        String kind = body.requiredText("kind");
        if (!kind.isEmpty() && !kind.equals("coaching") && !kind.equals("training")) {
            body.fault("kind", Reason.TALK_KIND);
        }
        return kind.equals("training") ? FactKind.TRAINING : FactKind.COACHING;
    }

    /** What was said, about what, and when to come back to it: sealed, as it tells of the rep. */
    private static @Nullable Personal more(String rep, LocalDate on, Fields body) {
        List<ConversationNotes.About> about =
                body.objectOrObjects("about").stream().map(ConversationController::about).toList();
        if (about.size() > MOST_ABOUT) {
            body.fault("about", Reason.AT_MOST.of(MOST_ABOUT));
        }
        ConversationNotes notes =
                new ConversationNotes(
                        about, followUp(on, !about.isEmpty(), body), body.freeText("note"));
        return notes.equals(ConversationNotes.NONE) ? null : new Personal.Open(rep, notes.write());
    }

    private static ConversationNotes.About about(Fields about) {
        String expectation = about.requiredText("expectation");
        boolean ofVersion = about.has("version");
        if (ofVersion && about.has("clause")) {
            about.fault("version", Reason.BESIDE_CLAUSE);
        }
        if (ofVersion && about.has("warningSince")) {
            about.fault("warningSince", Reason.BESIDE_VERSION);
        }
        ConversationNotes.About read =
                new ConversationNotes.About(
                        expectation,
                        ofVersion ? null : about.requiredText("clause"),
                        ofVersion ? about.integer("version") : null,
                        about.date("warningSince"));
        about.refuseUnknown();
        return read;
    }

    private static @Nullable LocalDate followUp(LocalDate on, boolean about, Fields body) {
        LocalDate followUp = body.date("followUpOn");
        if (followUp != null && !about) {
            body.fault("followUpOn", Reason.WITHOUT_ABOUT);
        } else if (followUp != null
                && !on.equals(LocalDate.EPOCH)
                && (!followUp.isAfter(on) || followUp.isAfter(on.plusDays(MOST_DAYS)))) {
            body.fault("followUpOn", Reason.AFTER_ON.of(MOST_DAYS));
        }
        return followUp;
    }

    private static Report report(
            String rep, LocalDate on, @Nullable String course, @Nullable Personal more) {
        Map<FactField, String> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, on.toString());
        if (course != null) {
            told.put(FactField.COURSE, course);
        }
        return FactField.report(on, told, more);
    }

    private static String id(String name, String value) {
        Refusal wrong = Fields.wrongText(value, Fields.MAX_TEXT, false);
        if (wrong == null && value.equals(RETRACTED)) {
            wrong = Reason.OTHER_WORD;
        }
        if (wrong != null) {
            throw new InvalidException(name, wrong);
        }
        return value;
    }
}
