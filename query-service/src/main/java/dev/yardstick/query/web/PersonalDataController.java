package dev.yardstick.query.web;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.Logged;
import dev.yardstick.query.history.PersonalData;
import dev.yardstick.query.history.PersonalData.Entry;
import dev.yardstick.query.timeline.Grain;
import dev.yardstick.query.timeline.Known;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.TimelineDrawing;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is held about a person, for the person (article 15 of the GDPR). */
@RestController
class PersonalDataController {

    private static final int READINGS = 1_000;
    private static final String KEPT =
            "Names, mail addresses and texts are kept, encrypted under a key of the person's own,"
                    + " until the person is erased.";
    private static final String ERASED =
            "The key of all texts about this person was destroyed; ids, days and figures are kept.";

    private final Snapshots snapshots;
    private final Visible visible;
    private final Library library;
    private final Roster roster;
    private final Events events;
    private final Histories histories;
    private final AccessLog accesses;
    private final PersonalKeys texts;
    private final JsonMapper json;
    private final Clock clock;

    PersonalDataController(
            Snapshots snapshots,
            Visible visible,
            Library library,
            Roster roster,
            Events events,
            Histories histories,
            AccessLog accesses,
            PersonalKeys texts,
            JsonMapper json,
            Clock clock) {
        this.snapshots = snapshots;
        this.visible = visible;
        this.library = library;
        this.roster = roster;
        this.events = events;
        this.histories = histories;
        this.accesses = accesses;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    /** Everything in one document: for the rep herself, auditors and admins. */
    @GetMapping("/api/v1/reps/{rep}/personal-data")
    ResponseEntity<PersonalData> personalData(@PathVariable String rep, Locale locale) {
        PersonalData data = snapshots.read(() -> draw(rep, locale));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("personal-data-" + rep + ".json", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(data);
    }

    private PersonalData draw(String id, Locale locale) {
        Timeline.KnownAt at = visible.at(visible.position());
        RepStory rep = roster.find(id, at.position());
        LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
        Known known = library.known(rep, at);
        List<Logged> logged =
                events.at(
                        events.positions(
                                new Events.Wanted(
                                        id, 0, at.position(), null, null, Integer.MAX_VALUE)));
        List<Histories.Item> items = histories.tell(logged, at.position(), texts, locale);
        Sections sections = new Sections();
        for (int i = 0; i < logged.size(); i++) {
            sections.of(logged.get(i).event())
                    .add(new Entry(items.get(i), clear(json.readTree(logged.get(i).data()))));
        }
        return new PersonalData(
                Timeline.Rep.of(rep, today, texts),
                clock.instant(),
                at,
                keeping(logged),
                sections.person,
                absences(logged),
                known.profiles().stream()
                        .map(profile -> TimelineDrawing.expectation(profile, today, texts))
                        .toList(),
                sections.said,
                sections.records,
                sections.accounts,
                sections.decisions,
                known.facts(),
                new TimelineDrawing(known, texts)
                        .draw(
                                today.withDayOfYear(1),
                                today.withMonth(12).withDayOfMonth(31),
                                today,
                                Grain.MONTH),
                readings(id));
    }

    /** Where an event belongs in the document. */
    private static final class Sections {
        private final List<Entry> person = new ArrayList<>();
        private final List<Entry> said = new ArrayList<>();
        private final List<Entry> records = new ArrayList<>();
        private final List<Entry> accounts = new ArrayList<>();
        private final List<Entry> decisions = new ArrayList<>();

        List<Entry> of(Event event) {
            return switch (event) {
                case RepEvent e -> person;
                case ExpectationEvent e -> said;
                case AccountEvent e -> accounts;
                case IntakeEvent e -> decisions;
                default -> records;
            };
        }
    }

    private static PersonalData.Keeping keeping(List<Logged> logged) {
        for (Logged l : logged) {
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

    private static List<PersonalData.Absence> absences(List<Logged> logged) {
        Map<String, PersonalData.Absence> absences = new LinkedHashMap<>();
        for (Logged l : logged) {
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
            String text =
                    texts.open(
                            new Personal.Sealed(
                                    node.get("person").stringValue(""),
                                    node.get("sealed").stringValue("")));
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

    private List<PersonalData.Reading> readings(String rep) {
        List<PersonalData.Reading> readings = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<AccessLog.Access> page;
        do {
            page =
                    accesses.find(
                            new AccessLog.Wanted(
                                    rep, null, Instant.EPOCH, clock.instant(), before, READINGS));
            for (AccessLog.Access access : page) {
                readings.add(
                        new PersonalData.Reading(
                                access.at(),
                                access.actor(),
                                access.basis(),
                                access.call(),
                                access.reason()));
                before = access.id();
            }
        } while (page.size() == READINGS);
        return readings;
    }
}
