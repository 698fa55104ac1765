package dev.yardstick.query.api;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.Codes;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Passkeys;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.LoggedEvent;
import dev.yardstick.query.history.PersonalData;
import dev.yardstick.query.history.PersonalData.Entry;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is held about a person, for the person (article 15 of the GDPR). */
@RestController
record PersonalDataController(
        Snapshots snapshots,
        Visible visible,
        KnownStore library,
        Roster roster,
        Events events,
        Histories histories,
        AccessLog accesses,
        Credentials credentials,
        Passkeys passkeys,
        SignInLinks links,
        Sessions sessions,
        PersonalKeys texts,
        JsonMapper json,
        Clock clock) {

    private static final int READINGS = 1_000;
    private static final String PERSON = "person";
    private static final String KEPT =
            "Names, mail addresses and texts are kept, encrypted under a key of the person's own,"
                    + " until the person is erased.";
    private static final String ERASED =
            "The key of all texts about this person was destroyed; ids, days and figures are kept.";

    /** What is read before the first byte is written. */
    private record Plan(
            PersonalData.Keeping keeping,
            List<PersonalData.Absence> absences,
            Timeline.Rep rep,
            KnownAt at,
            List<Timeline.Expectation> expectations,
            List<Fact> facts,
            Timeline timeline,
            Map<String, List<Long>> sections,
            long readings) {}

    /**
     * Everything in one document, written as it is read: for the rep herself, auditors and admins.
     */
    @GetMapping("/api/v1/reps/{rep}/personal-data")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PersonalData.class)))
    void personalData(@PathVariable String rep, Locale locale, HttpServletResponse response)
            throws IOException {
        Plan plan = snapshots.read(() -> plan(rep));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("personal-data-" + rep + ".json", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Closed at the end alone: closing it would end what broke off as if whole.
        JsonGenerator to = json.createGenerator(response.getOutputStream());
        write(plan, locale, to);
        to.close();
    }

    private Plan plan(String id) {
        KnownAt at = visible.at(visible.position());
        RepStory rep = roster.find(id, at.position());
        LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
        LocalDate first = today.withDayOfYear(1);
        LocalDate last = today.withMonth(12).withDayOfMonth(31);
        Known known = library.known(rep, at);
        Map<String, List<Long>> sections = sections(id, at.position());
        List<LoggedEvent> person = events.at(sections.getOrDefault(PERSON, List.of()));
        List<Timeline.Expectation> expectations =
                known.profiles().stream()
                        .map(profile -> TimelineAssembler.expectation(profile, today, texts))
                        .toList();
        List<AccessLog.Access> readings = accesses.find(readings(id, Long.MAX_VALUE, 1));
        return new Plan(
                keeping(person),
                absences(person),
                Timeline.Rep.of(rep, today, texts),
                at,
                expectations,
                known.facts(),
                new TimelineAssembler(known, texts).draw(first, last, today, Grain.MONTH),
                sections,
                readings.isEmpty() ? 0 : readings.getFirst().id());
    }

    /** Where the events about her belong in the document. */
    private Map<String, List<Long>> sections(String rep, long last) {
        List<Long> about =
                events.positions(new Events.Wanted(rep, 0, last, null, null, Integer.MAX_VALUE));
        Map<String, List<Long>> sections = new HashMap<>();
        new TreeMap<>(events.types(about))
                .forEach((position, type) ->
                        sections.computeIfAbsent(section(type), s -> new ArrayList<>())
                                .add(position));
        return sections;
    }

    private static String section(String type) {
        Class<? extends Event> event =
                EventTypes.ALL.stream()
                        .filter(known -> known.name().equals(type))
                        .findFirst()
                        .orElseThrow()
                        .event();
        if (RepEvent.class.isAssignableFrom(event)) {
            return PERSON;
        } else if (ExpectationEvent.class.isAssignableFrom(event)) {
            return "said";
        } else if (AccountEvent.class.isAssignableFrom(event)) {
            return "accounts";
        }
        return IntakeEvent.class.isAssignableFrom(event) ? "decisions" : "records";
    }

    private void write(Plan plan, Locale locale, JsonGenerator to) {
        to.writeStartObject();
        to.writePOJOProperty("rep", plan.rep());
        to.writePOJOProperty("madeAt", clock.instant());
        to.writePOJOProperty("knownAt", plan.at());
        to.writePOJOProperty("keeping", plan.keeping());
        writeSection(PERSON, plan, locale, to);
        to.writePOJOProperty("absences", plan.absences());
        to.writePOJOProperty("expectations", plan.expectations());
        for (String section : List.of("said", "records", "accounts", "decisions")) {
            writeSection(section, plan, locale, to);
        }
        to.writePOJOProperty("facts", plan.facts());
        to.writePOJOProperty("timeline", plan.timeline());
        to.writePOJOProperty("access", access(plan.rep().id()));
        writeReadings(plan, to);
        to.writeEndObject();
    }

    private void writeSection(String section, Plan plan, Locale locale, JsonGenerator to) {
        to.writeArrayPropertyStart(section);
        for (List<Long> part : events.parts(plan.sections().getOrDefault(section, List.of()))) {
            List<LoggedEvent> logged = events.at(part);
            List<Histories.Item> items =
                    histories.tell(logged, plan.at().position(), texts, locale);
            for (int i = 0; i < logged.size(); i++) {
                to.writePOJO(new Entry(items.get(i), clear(json.readTree(logged.get(i).data()))));
            }
        }
        to.writeEndArray();
    }

    private static PersonalData.Keeping keeping(List<LoggedEvent> logged) {
        for (LoggedEvent l : logged) {
            if (l.event() instanceof RepErased erased) {
                return new PersonalData.Keeping(
                        "erased",
                        ERASED,
                        l.recordedAt(),
                        erased.reason(),
                        l.metadata().actor(),
                        l.position());
            }
        }
        return new PersonalData.Keeping("kept", KEPT, null, null, null, null);
    }

    private static List<PersonalData.Absence> absences(List<LoggedEvent> logged) {
        Map<String, PersonalData.Absence> absences = new LinkedHashMap<>();
        for (LoggedEvent l : logged) {
            if (l.event() instanceof RepAbsent e) {
                absences.put(e.absence(), new PersonalData.Absence(e.absence(), e.from(), e.to()));
            } else if (l.event() instanceof RepAbsenceCancelled e) {
                absences.remove(e.absence());
            }
        }
        return List.copyOf(absences.values());
    }

    /** The same JSON with the texts in place of what they are sealed in; null without the key. */
    private JsonNode clear(JsonNode node) {
        if (node.size() == 2 && node.has("person") && node.has("sealed")) {
            String person = node.get("person").stringValue("");
            String sealed = node.get("sealed").stringValue("");
            String text = texts.open(new Personal.Sealed(person, sealed));
            return text == null ? json.nullNode() : json.valueToTree(text);
        }
        switch (node) {
            case ObjectNode object ->
                    object.propertyNames().stream()
                            .toList()
                            .forEach(name -> object.set(name, clear(object.get(name))));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, clear(array.get(i)));
                }
            }
            default -> {
                // A value holds no text about a person.
            }
        }
        return node;
    }

    private PersonalData.Access access(String person) {
        return new PersonalData.Access(
                credentials
                        .find(person)
                        .map(c ->
                                new PersonalData.SignsIn(
                                        c.role(),
                                        c.ways(),
                                        c.since(),
                                        c.signedIn(),
                                        passkeys.of(person).stream()
                                                .map(p ->
                                                        new PersonalData.Passkey(
                                                                p.name(), p.made(), p.used()))
                                                .toList()))
                        .orElse(null),
                links.of(List.of(person)).stream()
                        .map(i -> new PersonalData.Invitation(i.role(), i.by(), i.until()))
                        .findFirst()
                        .orElse(null),
                sessions.of(List.of(person)).stream()
                        .map(s ->
                                new PersonalData.Session(
                                        s.caller().role(), Codes.of(s.way()), s.begun(), s.seen()))
                        .toList());
    }

    private AccessLog.Wanted readings(String rep, long before, int limit) {
        return new AccessLog.Wanted(rep, null, Instant.EPOCH, clock.instant(), before, limit);
    }

    private void writeReadings(Plan plan, JsonGenerator to) {
        to.writeArrayPropertyStart("readings");
        long before = plan.readings() + 1;
        List<AccessLog.Access> page;
        do {
            page = accesses.find(readings(plan.rep().id(), before, READINGS));
            for (AccessLog.Access access : page) {
                to.writePOJO(
                        new PersonalData.Reading(
                                access.at(),
                                access.actor(),
                                access.basis(),
                                access.insteadOf(),
                                access.call(),
                                access.reason()));
                before = access.id();
            }
        } while (page.size() == READINGS);
        to.writeEndArray();
    }
}
