package dev.yardstick.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.Report;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.wording.event.EventText;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How every type of event is told, in both languages, with the texts about persons and without
 * them, and as a mark of a timeline. Written with {@code -Dgolden.write=true}; a changed line is a
 * changed answer.
 */
class EventTextTest {

    private static final Path TOLD = Path.of("src/test/resources/events-told.txt");
    private static final Path EVENTS = Path.of("../events/src/test/resources/golden");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
    private static final Personal TEXT = new Personal.Sealed("robin", "aXQncyB7MH0=");

    private static final List<Timeline.Change> CHANGES =
            List.of(
                    new Timeline.Change("calls", "added", null, null),
                    new Timeline.Change("visits", "removed", null, null),
                    new Timeline.Change("Revenue", "promise", "At least 1", "At least 2"),
                    new Timeline.Change("mix", "somethingNew", null, "x"),
                    new Timeline.Change("", "statement", "To be kind.", "To be fair."));

    private static final PersonalTexts OPEN = sealed -> "«it''s {0} " + sealed.person() + "»";
    private static final PersonalTexts NONE = sealed -> null;

    @Test
    void everyEventIsToldAsItWas() throws IOException {
        List<String> told = new ArrayList<>();
        List<LoggedEvent> events = events();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.of("nl"))) {
            for (PersonalTexts texts : List.of(OPEN, NONE)) {
                EventText text = new EventText(texts::open, locale);
                events.forEach(event ->
                        told.add(
                                locale
                                        + " "
                                        + event.position()
                                        + " "
                                        + event.type()
                                        + ": "
                                        + text.of(
                                                event.event(),
                                                event.position(),
                                                versions(event, events),
                                                changes(text, event))));
                told.add(locale + " others: " + text.ofOthers("acme") + text.ofOthers(null));
            }
        }
        assertThat(told)
                .noneMatch(
                        Pattern.compile(
                                        "\\d{4}-\\d\\d-\\d\\d|cold-call-|face-to-face|technical-team|win-back")
                                .asPredicate());
        for (PersonalTexts texts : List.of(OPEN, NONE)) {
            marks(events, texts).stream().map(Timeline.Mark::toString).forEach(told::add);
        }
        events.stream()
                .map(event -> Histories.item(event, "", OPEN))
                .map(item -> item.type() + " " + item.date() + " " + item.reason() + item.clauses())
                .forEach(told::add);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(TOLD, told);
        }
        assertThat(told).isEqualTo(Files.readAllLines(TOLD));
    }

    /** What is missing in Dutch is told in English, and looks told. */
    @Test
    void everySentenceIsThereInDutch() throws IOException {
        Set<String> sentences = sentences("history.properties");
        sentences.removeIf(key -> key.startsWith("mark."));
        assertThat(sentences("history_nl.properties")).isEqualTo(sentences);
    }

    private static Set<String> sentences(String bundle) throws IOException {
        Properties sentences = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", bundle))) {
            sentences.load(reader);
        }
        return new TreeSet<>(sentences.stringPropertyNames());
    }

    private static List<Recorded<Event>> versions(LoggedEvent event, List<LoggedEvent> events) {
        return Histories.isRecord(event.event())
                ? events.stream()
                        .filter(other -> other.stream().equals(event.stream()))
                        .map(other -> new Recorded<>(other.position(), other.event()))
                        .toList()
                : List.of();
    }

    private static List<String> changes(EventText text, LoggedEvent event) {
        return event.position() % 2 == 0
                ? CHANGES.stream()
                        .map(c -> text.change(c.clause(), c.what(), c.before(), c.after()))
                        .toList()
                : List.of();
    }

    private static List<Timeline.Mark> marks(List<LoggedEvent> events, PersonalTexts texts) {
        List<Recorded<RepEvent>> rep = new ArrayList<>();
        List<Recorded<ExpectationEvent>> expectation = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (event.event() instanceof RepEvent e) {
                rep.add(new Recorded<>(event.position(), e));
            } else if (event.event() instanceof ExpectationEvent e) {
                expectation.add(new Recorded<>(event.position(), e));
            }
        }
        Known known =
                new Known(
                        new KnownAt(1_000, null),
                        new RepStory(rep),
                        List.of(new Profile(expectation)),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Company(List.of()));
        return new TimelineAssembler(known, texts)
                .draw(DAY.minusYears(9), DAY.plusYears(9), DAY, Grain.MONTH)
                .marks();
    }

    private static List<LoggedEvent> events() throws IOException {
        List<Event> events = new ArrayList<>();
        EventCodec codec = new EventCodec();
        for (EventTypes.EventType type : EventTypes.ALL) {
            for (int revision = 1; revision <= type.revision(); revision++) {
                Path golden = EVENTS.resolve(type.name() + ".r" + revision + ".json");
                if (Files.exists(golden)) {
                    events.add(codec.read(type.name(), revision, Files.readAllBytes(golden)));
                }
            }
        }
        events.addAll(
                List.of(
                        new RepAbsent("robin", "a-9", DAY, DAY.plusDays(2)),
                        new RepAbsenceCancelled("robin", "a-9"),
                        new AccountRegistered(
                                "acme", DAY, "It's {0}", null, null, false, null, null),
                        new AccountAssigned("acme", DAY, null, false),
                        new ExpectationCommunicated("e", "robin", 1, DAY, TEXT, TEXT),
                        new ExpectationAcknowledged("e", "robin", 1, DAY, null, null),
                        new ExpectationAcknowledged("e", "robin", 1, DAY, List.of("a", "b"), "kim"),
                        new ExpectationDisputed("e", "robin", 1, DAY, TEXT, null, null),
                        new ExpectationDisputed("e", "robin", 1, DAY, TEXT, List.of("a"), "kim")));
        for (boolean restates : List.of(true, false, true, false)) {
            events.add(
                    new ExpectationRevised("e", "robin", 2, DAY, TEXT, restates, List.of(), null));
        }
        int time = 0;
        for (int hour : List.of(1, 3, 2, 4)) {
            CrmVersion crm = crm(++time, hour);
            events.add(new ActivityRecorded(crm, FactKind.CALL, report(time, null)));
            events.add(new ActivityCorrected(crm(++time, hour), FactKind.MEETING, report(9, null)));
            events.add(new DealEvent.DealOpened(crm, report(time, "1000")));
            events.add(new DealAdvanced(crm(++time, hour), report(time, "2000.5")));
            events.add(new DealWon(crm(++time, hour), report(time, "2000.5")));
            events.add(new DealWon(crm(++time, hour), report(time, null)));
            events.add(new DealAmended(crm(++time, hour), report(time, "7.123456")));
            events.add(new DealLost(crm(++time, hour), report(time, null)));
            events.add(new DealLost(crm(++time, hour), report(time, "3")));
            events.add(new DealReopened(crm(++time, hour), report(time, "3")));
        }
        events.add(new ActivityRetracted(crm(++time, 5)));
        events.add(new DealRetracted(crm(time, 5)));
        events.add(new ActivityRecorded(crm(++time, 6), FactKind.CALL, report(1, null)));
        events.add(new DealWon(crm(time, 6), report(1, "2")));
        List<LoggedEvent> logged = new ArrayList<>();
        for (Event event : events) {
            EventTypes.EventType type = EventTypes.of(event);
            logged.add(
                    new LoggedEvent(
                            logged.size() + 1,
                            NOON,
                            type.name().split("-", 2)[0],
                            type.name(),
                            event,
                            new byte[0],
                            new Metadata("a", "s", "c", "x")));
        }
        return logged;
    }

    private static CrmVersion crm(int id, int hour) {
        return new CrmVersion("/crm", "x", "v" + id, NOON.plusSeconds(3600L * hour + id));
    }

    private static Report report(int n, @Nullable String amount) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "robin");
        told.put(FactField.ACCOUNT, n % 2 == 0 ? "acme" : null);
        told.put(FactField.OCCURRED_AT, DAY.toString());
        told.put(FactField.METHOD, n % 3 == 0 ? "cold" : null);
        told.put(FactField.WITH, n % 4 == 0 ? List.of("a", "b") : null);
        told.put(FactField.AMOUNT, amount == null ? null : new BigDecimal(amount));
        told.put(FactField.CURRENCY, amount == null || n % 5 == 0 ? null : "EUR");
        told.put(FactField.STAGE, n % 3 == 1 ? "closing" : null);
        told.put(
                FactField.CREDITS,
                n % 5 == 1 ? List.of(new Report.Credit("sam", new BigDecimal("0.25"))) : null);
        return FactField.report(DAY.plusDays(n), told, null);
    }
}
