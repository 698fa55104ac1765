package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.axon.CommandSender.Done;
import dev.yardstick.command.expectation.RecordExpectation;
import dev.yardstick.command.expectation.VersionMovedException;
import dev.yardstick.command.input.Asked;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.events.Codes;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Sets and revises expectations, and records the conversation about them. */
@RestController
record ExpectationController(
        CommandSender commands,
        Rights rights,
        LogReader log,
        EventCodec codec,
        Templates templates,
        PersonalKeys keys) {

    private static final String PATH = "/api/v1/expectations/{expectation}";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final int MAX_YEARS = 10;
    private static final int MAX_REPS = 1_000;

    /** What one request may have written: the same texts for each rep. */
    private static final long MAX_WRITTEN_BYTES = 64 * 1024 * 1024;

    /** Texts as they are, for how long they are. */
    private static final EventCodec IN_CLEAR =
            new EventCodec(
                    text -> new Personal.Sealed(text.person(), text.text()),
                    UnaryOperator.identity());

    private static final String REP = "{rep}";

    /**
     * What is expected of a rep.
     *
     * @param to the last day, at most ten years on
     * @param template what it starts from; its clauses are replaced by those of the same id
     * @param statement what it means to be successful; the template's without it
     * @param without the template's clauses that are left out
     */
    record Profile(
            String rep,
            LocalDate from,
            LocalDate to,
            Currency currency,
            @Nullable String template,
            @Nullable String statement,
            @Nullable List<Promise> clauses,
            @Nullable List<String> without) {}

    /** Sets what is expected of a rep, for the first time. */
    @PutMapping(path = PATH, consumes = JSON)
    Reached set(@PathVariable String expectation, @RequestBody Form<Profile> form)
            throws IOException {
        Fields body = form.fields();
        String rep = body.requiredText("rep");
        Stated stated = stated(body, rep);
        body.finish();
        mayWrite(rep, "from", stated.period().from());
        return Reached.by(send(stated.of(Bodies.id("expectation", expectation), rep)));
    }

    /**
     * Reads and refuses the body of the PUT as it would be, and records nothing: tells the event
     * that it would make, as it is stored, without texts.
     */
    @PostMapping(path = "/api/v1/expectations/checks", consumes = JSON, produces = JSON)
    ResponseEntity<byte[]> check(@RequestBody Form<Profile> form) throws IOException {
        Fields body = form.fields();
        String rep = body.requiredText("rep");
        Stated stated = stated(body, rep);
        body.finish();
        mayWrite(rep, "from", stated.period().from());
        EventCodec withoutTexts =
                new EventCodec(
                        text -> new Personal.Sealed(text.person(), ""), UnaryOperator.identity());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(withoutTexts.write(stated.of("check", rep)));
    }

    /** What an expectation states, whosever it is. */
    private record Stated(Templates.Content content, ClauseReader.Period period, String currency) {

        ExpectationSet of(String expectation, String rep) {
            Templates.Content own = content.about(rep);
            return new ExpectationSet(
                    expectation,
                    rep,
                    own.statement(),
                    period.from(),
                    period.to(),
                    currency,
                    own.clauses());
        }
    }

    private Stated stated(Fields body, String rep) {
        ClauseReader.Period period =
                new ClauseReader.Period(body.requiredDate("from"), body.requiredDate("to"));
        if (body.has("from") && body.has("to")) {
            if (period.to().isBefore(period.from())) {
                body.fault("to", Reason.BEFORE_FROM);
            } else if (period.to().isAfter(period.from().plusYears(MAX_YEARS))) {
                body.fault("to", Reason.YEARS_AFTER_FROM.of(MAX_YEARS));
            }
        }
        return new Stated(
                templates.read(body, rep, period),
                period,
                body.required("currency", body.currency("currency"), "EUR", Reason.CURRENCY));
    }

    /**
     * The answer to a profile given to many.
     *
     * @param set the ids of the expectations that stand now
     * @param refused whose was refused, and why
     */
    record ReachedMany(long position, List<String> set, List<Refused> refused) {}

    /** Why one rep's expectation was refused. */
    record Refused(String path, String rep, String message) {}

    /**
     * The same for many reps.
     *
     * @param id of each expectation, with the rep's id in the place of <code>{rep}</code>
     */
    record SharedProfile(
            List<String> reps,
            String id,
            LocalDate from,
            LocalDate to,
            Currency currency,
            @Nullable String template,
            @Nullable String statement,
            @Nullable List<Promise> clauses,
            @Nullable List<String> without) {}

    /** Sets the same expectation for many reps: each stands or is refused by itself. */
    @PostMapping(path = "/api/v1/expectations", consumes = JSON)
    ReachedMany setMany(@RequestBody Form<SharedProfile> form) throws IOException {
        Fields body = form.fields();
        List<String> reps = body.texts("reps");
        if (reps == null || reps.isEmpty() || reps.size() > MAX_REPS) {
            body.fault("reps", Reason.REPS.of(MAX_REPS));
            reps = List.of();
        }
        String id = body.requiredText("id");
        if (!id.isEmpty() && !id.contains(REP)) {
            body.fault("id", Reason.ID_PER_REP.of(REP, REP));
        }
        Stated stated = stated(body, "everybody");
        body.finish();
        requireWritable(stated, reps.size());
        List<String> set = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < reps.size(); i++) {
            String rep = reps.get(i);
            String expectation = id.replace(REP, rep);
            try {
                mayWrite(rep, "from", stated.period().from());
                position = send(stated.of(expectation, rep)).position();
                set.add(expectation);
            } catch (InvalidException e) {
                refused.add(new Refused("reps[" + i + "]", rep, e.faults().getFirst().message()));
            } catch (RefusedException | AccessDeniedException e) {
                refused.add(new Refused("reps[" + i + "]", rep, String.valueOf(e.getMessage())));
            }
        }
        return new ReachedMany(position == 0 ? log.head() : position, set, refused);
    }

    private static void requireWritable(Stated stated, int reps) {
        long most = MAX_WRITTEN_BYTES / IN_CLEAR.write(stated.of("check", "r")).length;
        if (reps > most) {
            throw new InvalidException("reps", Reason.REPS_WITH_LONG_TEXTS.of(most));
        }
    }

    /**
     * What is expected from a day on.
     *
     * @param restates whether it corrects what was said, also for days before it was told
     * @param statement what it means to be successful from then on; that of the version before
     *     without it
     */
    record Revision(
            LocalDate effectiveFrom,
            String reason,
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) boolean restates,
            List<Promise> clauses,
            @Nullable String statement) {}

    /** Revises an expectation: the version that is revised is named in If-Match. */
    @PostMapping(path = PATH + "/revisions", consumes = JSON)
    Reached revise(
            @PathVariable String expectation,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Revision> form)
            throws IOException {
        int revises = version(ifMatch);
        ExpectationSet first = first(expectation);
        String rep = first.rep();
        Fields body = form.fields();
        String statement = body.freeText("statement");
        ExpectationRevised revised =
                new ExpectationRevised(
                        expectation,
                        rep,
                        revises + 1,
                        body.requiredDate("effectiveFrom"),
                        new Personal.Open(rep, body.requiredFreeText("reason")),
                        body.flag("restates"),
                        new ClauseReader(rep, new ClauseReader.Period(first.from(), first.to()))
                                .read(body),
                        statement == null ? null : new Personal.Open(rep, statement));
        body.finish();
        mayWrite(rep, "effectiveFrom", revised.effectiveFrom());
        return once(revised, key);
    }

    /**
     * That a version was told to the rep.
     *
     * @param how in a talk, by mail …
     * @param by who told her
     */
    record Communication(
            @Asked(missing = Reason.VERSION) int version,
            LocalDate on,
            @Asked(free = true) String how,
            String by) {}

    /** Records that a version was communicated to the rep. */
    @PostMapping(path = PATH + "/communications", consumes = JSON)
    Reached communicate(
            @PathVariable String expectation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Communication> form)
            throws IOException {
        String rep = repOf(expectation);
        Communication told = form.read();
        mayWrite(rep, "on", told.on());
        return once(
                new ExpectationCommunicated(
                        expectation,
                        rep,
                        told.version(),
                        told.on(),
                        new Personal.Open(rep, told.how()),
                        new Personal.Open(rep, told.by())),
                key);
    }

    /**
     * That the rep agrees.
     *
     * @param clauses to which alone; to all without them
     */
    record Acknowledgement(
            @Asked(missing = Reason.VERSION) int version,
            LocalDate on,
            @Nullable List<String> clauses) {}

    /** Records that the rep agrees to a version; told by herself, or reported by her manager. */
    @PostMapping(path = PATH + "/acknowledgements", consumes = JSON)
    Reached acknowledge(
            @PathVariable String expectation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Acknowledgement> form)
            throws IOException {
        String rep = repOf(expectation);
        String reportedBy = rights.requireAnswer(rep);
        Acknowledgement said = form.read();
        if (reportedBy != null) {
            rights.requireChange(rep, "on", said.on());
        }
        return once(
                new ExpectationAcknowledged(
                        expectation, rep, said.version(), said.on(), said.clauses(), reportedBy),
                key);
    }

    /**
     * That the rep disagrees.
     *
     * @param comment why
     * @param clauses with which alone; with all without them
     */
    record Dispute(
            @Asked(missing = Reason.VERSION) int version,
            LocalDate on,
            @Asked(free = true) String comment,
            @Nullable List<String> clauses) {}

    /** Records that the rep disagrees with a version; told by herself, or by her manager. */
    @PostMapping(path = PATH + "/disputes", consumes = JSON)
    Reached dispute(
            @PathVariable String expectation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Dispute> form)
            throws IOException {
        String rep = repOf(expectation);
        String reportedBy = rights.requireAnswer(rep);
        keys.requireNotErased(rep);
        Dispute said = form.read();
        if (reportedBy != null) {
            rights.requireChange(rep, "on", said.on());
        }
        return once(
                new ExpectationDisputed(
                        expectation,
                        rep,
                        said.version(),
                        said.on(),
                        new Personal.Open(rep, said.comment()),
                        said.clauses(),
                        reportedBy),
                key);
    }

    /**
     * That nothing more is expected.
     *
     * @param on the last day; before the period: it was a mistake
     */
    record Closure(LocalDate on, @Asked(free = true) String reason) {}

    /** Closes an expectation. */
    @PostMapping(path = PATH + "/closure", consumes = JSON)
    Reached close(
            @PathVariable String expectation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Closure> form)
            throws IOException {
        ExpectationSet first = first(expectation);
        String rep = first.rep();
        Closure closed = form.read();
        mayWrite(rep, "on", max(closed.on().plusDays(1), first.from()));
        return once(
                new ExpectationClosed(
                        expectation, rep, closed.on(), new Personal.Open(rep, closed.reason())),
                key);
    }

    /**
     * What is said to a rep who answered back.
     *
     * @param reply replied: a word, and it stays open; kept: it stays as it is; accepted: it is to
     *     be changed
     * @param text the word, or why
     */
    record Answer(
            LocalDate on,
            @Schema(allowableValues = {"replied", "kept", "accepted"}) String reply,
            @Asked(free = true) String text) {}

    /** Answers all that a rep disputes of a version. */
    @PostMapping(path = PATH + "/disputes/{version}/answers", consumes = JSON)
    Reached answer(
            @PathVariable String expectation,
            @PathVariable int version,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Answer> form)
            throws IOException {
        String rep = repOf(expectation);
        Answer said = form.read();
        mayWrite(rep, "on", said.on());
        return once(
                new DisputeAnswered(
                        expectation,
                        rep,
                        version,
                        said.on(),
                        Codes.parse(Reply.class, said.reply()),
                        new Personal.Open(rep, said.text())),
                key);
    }

    /** Why something is taken back. */
    record Withdrawal(@Asked(free = true) String reason) {}

    /** Records that a version was not communicated after all. */
    @PostMapping(path = PATH + "/communications/{version}/withdrawal", consumes = JSON)
    Reached withdraw(
            @PathVariable String expectation,
            @PathVariable int version,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Form<Withdrawal> form)
            throws IOException {
        String rep = repOf(expectation);
        Withdrawal why = form.read();
        mayWrite(rep, "version", toldOn(expectation, version));
        return once(
                new CommunicationWithdrawn(
                        expectation, rep, version, new Personal.Open(rep, why.reason())),
                key);
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** The first day on which a version was communicated; null: it was not, or not after all. */
    private @Nullable LocalDate toldOn(String expectation, int version) {
        LocalDate on = null;
        for (LogLine line : log.stream(Streams.expectation(expectation), 0)) {
            switch (codec.read(line)) {
                case ExpectationCommunicated told when told.version() == version ->
                        on = on == null || told.on().isBefore(on) ? told.on() : on;
                case CommunicationWithdrawn withdrawn when withdrawn.version() == version ->
                        on = null;
                default -> {
                    // Of another version, or of something else.
                }
            }
        }
        return on;
    }

    /** Texts about an erased rep cannot be kept. */
    private void mayWrite(String rep, String field, @Nullable LocalDate day) {
        rights.requireChange(rep, field, day);
        keys.requireNotErased(rep);
    }

    private Done<@Nullable Integer> send(ExpectationSet event) {
        return commands.send(new RecordExpectation(event), "api");
    }

    /** The same Idempotency-Key again gives the answer that it gave, since its events carry it. */
    private Reached once(ExpectationEvent event, @Nullable String key) {
        RecordExpectation command = new RecordExpectation(event);
        String causation =
                key == null ? UUID.randomUUID().toString() : Bodies.id("Idempotency-Key", key);
        Reached earlier = key == null ? null : earlier(command, causation);
        if (earlier != null) {
            return earlier;
        }
        try {
            Done<@Nullable Integer> done = commands.send(command, "api", causation);
            return new Reached(done.position(), done.result());
        } catch (VersionMovedException e) {
            Reached meanwhile = earlier(command, causation);
            if (meanwhile == null) {
                throw e;
            }
            return meanwhile;
        }
    }

    private @Nullable Reached earlier(RecordExpectation command, String causation) {
        for (LogLine line : log.stream(command.stream(), 0)) {
            if (line.metadata().causation().equals(causation)) {
                ExpectationEvent event = (ExpectationEvent) codec.read(line);
                if (!command.ledTo(event)) {
                    throw new RefusedException(Reason.IDEMPOTENCY_KEY_REUSED);
                }
                return event instanceof ExpectationRevised revised
                        ? new Reached(line.position(), revised.version())
                        : new Reached(line.position());
            }
        }
        return null;
    }

    private String repOf(String expectation) {
        return first(expectation).rep();
    }

    private ExpectationSet first(String expectation) {
        String stream = Streams.expectation(Bodies.id("expectation", expectation));
        List<LogLine> lines = log.stream(stream, 0);
        if (lines.isEmpty()) {
            throw new NotFoundException(Reason.NO_SUCH.of(stream));
        }
        return (ExpectationSet) codec.read(lines.getFirst());
    }

    private static int version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new PreconditionRequiredException(Reason.IF_MATCH_MISSING);
        }
        try {
            return Integer.parseInt(ifMatch.strip().replaceAll("^\"|\"$", ""));
        } catch (NumberFormatException e) {
            throw new InvalidException("If-Match", Reason.IF_MATCH);
        }
    }
}
