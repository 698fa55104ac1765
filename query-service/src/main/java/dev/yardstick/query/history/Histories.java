package dev.yardstick.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.Projection;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.event.Called;
import dev.yardstick.query.wording.event.EventText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells a rep's events in words. Call it within one repeatable-read transaction. */
@Component
public record Histories(Events events, KnownStore library, RevisionTold revisions) {

    /**
     * An event in words.
     *
     * @param date the business date, or the day from which it holds; null where it has none
     * @param text a sentence
     * @param actor the role and, where one is bound, the person: {@code manager:kim}
     * @param source the CRM's source, or {@code api}
     * @param reason as it was given with the event; null where none was, or its key is gone
     * @param clauses those of which the rep spoke, where she did not speak of all
     * @param causation the id of the command, or the Idempotency-Key given with it
     * @param correlation the id of the request
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            long position,
            Instant recordedAt,
            @Nullable LocalDate date,
            String type,
            String text,
            String actor,
            String source,
            @Nullable String reason,
            String stream,
            @Nullable String expectation,
            @Nullable List<String> clauses,
            String causation,
            String correlation) {}

    /**
     * The events at positions in words, the lowest first. They are read in parts, and of each part
     * only the words are kept.
     *
     * @param around the positions of events that are not about her, and their accounts
     */
    public List<Item> tell(
            Collection<Long> positions,
            Map<Long, String> around,
            long knownAt,
            PersonalTexts texts,
            Locale locale) {
        List<Item> items = new ArrayList<>();
        for (List<Long> part : events.parts(new TreeSet<>(positions))) {
            items.addAll(tell(events.at(part), around, knownAt, texts, locale, Called.BY_ID));
        }
        return items;
    }

    /** Events in words, in the order given, as known at a position. */
    public List<Item> tell(
            List<LoggedEvent> logged, long knownAt, PersonalTexts texts, Locale locale) {
        return tell(logged, Map.of(), knownAt, texts, locale, Called.BY_ID);
    }

    /** The same, where people and accounts are called by names. */
    public List<Item> tell(
            List<LoggedEvent> logged,
            long knownAt,
            PersonalTexts texts,
            Locale locale,
            Called called) {
        return tell(logged, Map.of(), knownAt, texts, locale, called);
    }

    /**
     * The same of events that count for a rep, of which some are not about her: of what others did
     * with an account it tells that only.
     *
     * @param around the positions of events that are not about her, and their accounts
     */
    private List<Item> tell(
            List<LoggedEvent> logged,
            Map<Long, String> around,
            long knownAt,
            PersonalTexts texts,
            Locale locale,
            Called called) {
        EventText sentences = new EventText(texts::open, locale, called);
        Map<String, List<Recorded<Event>>> versions =
                versions(logged.stream().filter(l -> !isOfOthers(l, around)).toList(), knownAt);
        Map<String, Profile> expectations = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (LoggedEvent l : logged) {
            if (isOfOthers(l, around)) {
                items.add(item(l, sentences.ofOthers(around.get(l.position())), texts));
                continue;
            }
            List<String> changes =
                    changes(l.event(), knownAt, texts, locale, expectations).stream()
                            .map(c -> sentences.change(c.clause(), c.what(), c.before(), c.after()))
                            .toList();
            var known = versions.getOrDefault(l.stream(), List.of());
            items.add(item(l, sentences.of(l.event(), l.position(), known, changes), texts));
        }
        return items;
    }

    /** Those of the records that events are of, up to a position, by stream. */
    private Map<String, List<Recorded<Event>>> versions(List<LoggedEvent> logged, long last) {
        return events.versions(
                logged.stream()
                        .filter(l -> isRecord(l.event()))
                        .map(LoggedEvent::stream)
                        .distinct()
                        .toList(),
                last);
    }

    /**
     * About whom events are, by position: the rep of an event, the owner of an account, and whoever
     * any version of a CRM record names or credits.
     */
    public Map<Long, SortedSet<String>> about(List<LoggedEvent> logged, long knownAt) {
        Map<String, List<Recorded<Event>>> versions = versions(logged, knownAt);
        Map<Long, SortedSet<String>> about = new HashMap<>();
        for (LoggedEvent l : logged) {
            SortedSet<String> reps = new TreeSet<>();
            Stream.ofNullable(Projection.rep(l.event())).forEach(reps::add);
            versions.getOrDefault(l.stream(), List.of()).stream()
                    .flatMap(version -> Stream.ofNullable(CrmRecord.report(version.event())))
                    .forEach(report -> reps.addAll(report.reps()));
            about.put(l.position(), reps);
        }
        return about;
    }

    private static boolean isOfOthers(LoggedEvent logged, Map<Long, String> around) {
        return around.containsKey(logged.position()) && isRecord(logged.event());
    }

    static boolean isRecord(Event event) {
        return event instanceof DealEvent || event instanceof ActivityEvent;
    }

    private List<Timeline.Change> changes(
            Event event,
            long knownAt,
            PersonalTexts texts,
            Locale locale,
            Map<String, Profile> known) {
        if (!(event instanceof ExpectationRevised revised)) {
            return List.of();
        }
        Profile profile =
                known.computeIfAbsent(
                        revised.expectation(), id -> library.profile(id, knownAt).orElseThrow());
        return revisions.changes(profile, revised.version(), texts, locale);
    }

    static Item item(LoggedEvent logged, String text, PersonalTexts texts) {
        Event event = logged.event();
        Personal reason = reason(event);
        return new Item(
                logged.position(),
                logged.recordedAt(),
                EventDates.of(event),
                logged.type(),
                text,
                logged.metadata().actor(),
                logged.metadata().source(),
                event instanceof RepErased erased
                        ? erased.reason()
                        : reason == null ? null : texts.open(reason),
                logged.stream(),
                event instanceof ExpectationEvent e ? e.expectation() : null,
                clauses(event),
                logged.metadata().causation(),
                logged.metadata().correlation());
    }

    private static @Nullable Personal reason(Event event) {
        return switch (event) {
            case ExpectationRevised e -> e.reason();
            case ExpectationClosed e -> e.reason();
            case CommunicationWithdrawn e -> e.reason();
            case DisputeAnswered e -> e.text();
            case ExpectationDisputed e -> e.comment();
            case IntakeEvent.ParkedResolved e -> e.reason();
            default -> null;
        };
    }

    private static @Nullable List<String> clauses(Event event) {
        return switch (event) {
            case ExpectationAcknowledged e -> e.clauses();
            case ExpectationDisputed e -> e.clauses();
            default -> null;
        };
    }
}
