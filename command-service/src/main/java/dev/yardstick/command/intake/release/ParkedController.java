package dev.yardstick.command.intake.release;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Asked;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.message.IntakeActs.Decide;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.intake.message.Waiting;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Parking.Parked;
import dev.yardstick.command.intake.parking.Parking.Which;
import dev.yardstick.events.IntakeEvent.ParkedResolved;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What intake could not take: an operator looks at it, tries again, repairs it or dismisses it. */
@RestController
record ParkedController(
        Parking parking, Release release, Repair repair, CommandSender commands, Clock clock) {

    private static final String PATH = "/api/v1/crm/parked";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final int PAGE = 100;

    /**
     * What is parked, oldest first.
     *
     * @param waitingFor what all of it waits for that somebody can make known, most first
     */
    record Page(List<Parking.Entry> items, @Nullable UUID next, List<Waiting> waitingFor) {}

    /** A page of what is parked and fits what is asked for, or of what was dismissed. */
    @GetMapping(PATH)
    Page parked(
            @RequestParam Optional<UUID> cursor,
            @RequestParam Optional<String> connection,
            @RequestParam Optional<String> type,
            @RequestParam Optional<String> waitingFor,
            @RequestParam Optional<LocalDate> before,
            @RequestParam(defaultValue = "false") boolean dismissed) {
        Which which =
                new Which(asked(connection), asked(type), asked(waitingFor), before.orElse(null));
        List<Parking.Entry> page =
                parking.list(cursor.orElse(Parking.BEFORE_ALL), which, dismissed, PAGE);
        return new Page(
                page,
                page.size() < PAGE ? null : page.getLast().id(),
                dismissed ? List.of() : parking.waiting(connection.orElse("")));
    }

    private static @Nullable String asked(Optional<String> text) {
        return text.filter(asked -> !asked.isBlank()).orElse(null);
    }

    /**
     * Something parked, with its body.
     *
     * @param topic what the body is about, where it does not say so itself
     * @param body JSON where it is readable, else the text; empty where nothing could be fetched,
     *     and neither where no key opens it
     */
    record View(
            Parking.Entry entry, String topic, @Nullable JsonNode body, @Nullable String text) {}

    /** One that is parked, with its raw body. */
    @GetMapping(PATH + "/{id}")
    View one(@PathVariable UUID id) {
        Parked parked = known(id);
        byte[] raw = parked.body();
        if (raw == null) {
            return new View(parked.entry(), parked.topic(), null, null);
        }
        JsonNode body = null;
        try {
            body = StrictJson.read(raw);
        } catch (UnreadableException e) {
            // then it is shown as text
        }
        String text = body == null ? new String(raw, StandardCharsets.UTF_8) : null;
        return new View(parked.entry(), parked.topic(), body, text);
    }

    /**
     * What came of an act.
     *
     * @param outcome accepted, duplicate, ignored, fetching, parked or dismissed
     * @param reason why it is still parked
     */
    record Resolved(long position, UUID id, String outcome, @Nullable String reason) {}

    /** {@code {reason?}}: tries it again as it is. */
    @PostMapping(path = PATH + "/{id}/retry")
    Resolved retry(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        byte[] given = Bodies.bytes(request);
        Fields body =
                Fields.of(
                        given.length == 0
                                ? StrictJson.MAPPER.createObjectNode()
                                : StrictJson.read(given));
        String reason = body.freeText("reason");
        body.finish();
        Parked parked = known(id);
        return resolved(parked, "retried", reason, release.again(parked, parked.open()), null);
    }

    /** {@code {body, reason?}}: tries it again with another body of the same form. */
    @PostMapping(path = PATH + "/{id}/repair", consumes = JSON)
    Resolved repair(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        JsonNode json = Bodies.anyJson(request);
        Fields body = Fields.of(json);
        String reason = body.freeText("reason");
        JsonNode repaired = json.get("body");
        if (!body.has("body")) {
            body.fault("body", Reason.REPAIRED_BODY);
        }
        body.finish();
        Parked parked = known(id);
        byte[] instead = StrictJson.write(repaired);
        return resolved(parked, "repaired", reason, repair.repair(parked, instead), instead);
    }

    /** {@code {reason}}: it will not be tried again by itself; it is kept. */
    @PostMapping(path = PATH + "/{id}/dismiss", consumes = JSON)
    Resolved dismiss(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
        String reason = body.requiredFreeText("reason");
        body.finish();
        return dismissed(known(id), reason);
    }

    private Resolved dismissed(Parked parked, String reason) {
        long position = record(parked, "dismissed", "dismissed", reason, null);
        parking.dismiss(parked.id(), clock.instant());
        return new Resolved(position, parked.id(), "dismissed", null);
    }

    /**
     * What is decided about many at once: about what fits all that is given.
     *
     * @param connection of this connection only
     * @param type of this type only
     * @param waitingFor only what waits for this rep or account, such as {@code rep/ann}
     * @param before only what was parked before this day began, UTC
     * @param after behind this one: what an earlier answer named as {@code next}
     * @param reason why
     */
    record Decision(
            @Nullable String connection,
            @Nullable String type,
            @Nullable String waitingFor,
            @Nullable LocalDate before,
            @Nullable UUID after,
            @Asked(free = true) String reason) {

        private Which which() {
            return new Which(connection, type, waitingFor, before);
        }

        private UUID from() {
            return after == null ? Parking.BEFORE_ALL : after;
        }
    }

    /**
     * What came of each.
     *
     * @param outcomes how many by outcome, as of one: accepted, parked, …
     * @param next behind which to go on; null at the end
     */
    record Decided(SortedMap<String, Integer> outcomes, @Nullable UUID next) {}

    /** Tries again what fits, oldest first, at most {@value #PAGE} of it. */
    @PostMapping(path = PATH + "/retry", consumes = JSON)
    Decided retryAll(@RequestBody Form<Decision> form) throws IOException {
        Decision decision = form.read();
        return each(
                decision,
                parked -> {
                    if (parked.body() == null) {
                        return "parked";
                    }
                    Taken taken = release.again(parked, parked.open());
                    // Those that stay are as they were; the log need not say so of each.
                    return taken.result() == Result.PARKED
                            ? "parked"
                            : resolved(parked, "retried", decision.reason(), taken, null).outcome();
                });
    }

    /** Dismisses what fits, oldest first, at most {@value #PAGE} of it. */
    @PostMapping(path = PATH + "/dismiss", consumes = JSON)
    Decided dismissAll(@RequestBody Form<Decision> form) throws IOException {
        Decision decision = form.read();
        return each(decision, parked -> dismissed(parked, decision.reason()).outcome());
    }

    private Decided each(Decision decision, Function<Parked, String> act) {
        List<Parking.Entry> page = parking.list(decision.from(), decision.which(), false, PAGE);
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        for (Parking.Entry entry : page) {
            // What went through meanwhile is nobody's to decide about.
            parking.find(entry.id()).map(act).ifPresent(o -> outcomes.merge(o, 1, Integer::sum));
        }
        return new Decided(outcomes, page.size() < PAGE ? null : page.getLast().id());
    }

    private Resolved resolved(
            Parked parked,
            String act,
            @Nullable String reason,
            Taken taken,
            byte @Nullable [] instead) {
        String outcome = taken.result().name().toLowerCase(Locale.ROOT);
        long position = record(parked, act, outcome, reason, instead);
        return new Resolved(
                Math.max(position, taken.position()), parked.id(), outcome, taken.reason());
    }

    private long record(
            Parked parked,
            String act,
            String outcome,
            @Nullable String reason,
            byte @Nullable [] instead) {
        return commands.send(
                        new Decide(
                                new ParkedResolved(
                                        parked.id().toString(),
                                        parked.connection(),
                                        act,
                                        outcome,
                                        reason == null
                                                ? null
                                                : new Personal.Open(
                                                        Streams.parked(parked.id().toString()),
                                                        reason),
                                        parked.digest(),
                                        instead == null ? null : Parking.digest(instead))),
                        "api")
                .position();
    }

    private Parked known(UUID id) {
        return parking.find(id)
                .orElseThrow(() -> new NotFoundException(Reason.NOTHING_PARKED.of(id)));
    }
}
