package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.client.Receipt;
import dev.yardstick.standalone.client.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A year of a team of eight and one of two, told day by day to a running server over its public
 * HTTP API: the same at every run but for the dates, which end on a given day.
 */
public final class DemoData {

    static final String SOURCE = "/demo-crm";

    /** A tool of forms, which has told nothing for some weeks. */
    static final String SILENT_SOURCE = "/demo-forms";

    private static final LocalTime MORNING = LocalTime.of(6, 0);

    /** Data loaded longer ago is left as it is. */
    private static final int DAYS_BACK = 400;

    private final ApiClient commands;
    private final ApiClient crm;
    private final Consumer<Instant> clock;
    private long position;
    private int fresh;

    private DemoData(ApiClient commands, ApiClient crm, Consumer<Instant> clock) {
        this.commands = commands;
        this.crm = crm;
        this.clock = clock;
    }

    /**
     * What was loaded.
     *
     * @param until the day on which the data ends; earlier than asked where it was loaded before
     * @param events CRM events that were new
     * @param position everything up to it holds the demo
     */
    public record Loaded(LocalDate until, int events, long position) {}

    /**
     * Loads the demo, or completes it. What is there already stays as it is, also on a later day:
     * the data then ends on the day of the first load.
     *
     * @param clock is told the moment at which what comes next was known, day by day
     * @throws ApiClient.UnavailableException when the server is gone for more than a minute
     * @throws RefusedException when the server refuses what the demo says
     */
    public static Loaded load(
            URI commandBase,
            String adminToken,
            String crmToken,
            LocalDate today,
            Consumer<Instant> clock)
            throws IOException, InterruptedException {
        try (ApiClient commands = new ApiClient(commandBase, adminToken);
                ApiClient crm = new ApiClient(commandBase, crmToken)) {
            return new DemoData(commands, crm, clock).load(today);
        }
    }

    private Loaded load(LocalDate today) throws IOException, InterruptedException {
        Optional<DemoYear> begun = begin(today);
        if (begun.isEmpty()) {
            return new Loaded(today.minusDays(DAYS_BACK), 0, position);
        }
        DemoYear year = begun.get();
        List<Told> all = new ArrayList<>();
        company(all, year);
        for (DemoRep rep : DemoRep.values()) {
            people(all, rep, year);
        }
        for (DemoRep rep : DemoRep.values()) {
            expectation(all, rep, new DemoExpectations(year));
        }
        events(year).stream()
                .collect(Collectors.groupingBy(DemoData::day, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(day -> all.add(new Told(last(day), () -> report(day))));
        all.sort(Comparator.comparing(Told::at));
        for (Told told : all) {
            clock.accept(told.at());
            told.telling().tell();
        }
        return new Loaded(year.today(), fresh, position);
    }

    /** Something that is told, and the moment at which it was known. */
    private record Told(Instant at, Telling telling) {

        /** In the morning, before anything happens. */
        static Told on(LocalDate day, Telling telling) {
            return new Told(day.atTime(MORNING).toInstant(ZoneOffset.UTC), telling);
        }
    }

    private interface Telling {
        void tell() throws IOException, InterruptedException;
    }

    private static String day(CloudEvent event) {
        return event.time().substring(0, "2026-01-01".length());
    }

    private static Instant last(List<CloudEvent> events) {
        return events.stream()
                .map(event -> Instant.parse(event.time()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The holidays of an office, and what is expected of everybody who begins. */
    private void company(List<Told> all, DemoYear year) {
        all.add(
                Told.on(
                        year.workday(0),
                        () ->
                                state(
                                        "/api/v1/calendars/" + DemoRep.CALENDAR,
                                        JsonFields.of("days", year.holidays()))));
        all.add(
                Told.on(
                        year.from().minusDays(DemoYear.SET_BEFORE_DAYS),
                        () -> state("/api/v1/templates/field-sales", DemoExpectations.template())));
    }

    private void people(List<Told> all, DemoRep rep, DemoYear year) {
        for (Map<String, Object> statement : rep.statements(year)) {
            all.add(
                    Told.on(
                            year.known(LocalDate.parse(String.valueOf(statement.get("on")))),
                            () -> state("/api/v1/reps/" + rep.id(), statement)));
        }
        for (DemoAccount account : rep.accounts()) {
            for (Map<String, Object> registration : account.registrations(rep, year)) {
                all.add(
                        Told.on(
                                LocalDate.parse(String.valueOf(registration.get("on"))),
                                () -> state("/api/v1/accounts/" + account.id(), registration)));
            }
        }
        if (rep == DemoRep.MIKKEL_HOLM) {
            LocalDate planned = year.leave().getFirst().minusDays(DemoYear.PLANNED_BEFORE_DAYS);
            all.add(Told.on(planned, () -> leave(rep, year)));
        }
    }

    /**
     * Finds the day on which the data ends. The first rep and her expectation's id are the same at
     * every run, and an expectation is set once: set with the dates of another load, the server
     * refuses it (409) and records nothing; with the dates of the load that was, it finds nothing
     * new.
     */
    private Optional<DemoYear> begin(LocalDate today) throws IOException, InterruptedException {
        DemoRep first = DemoRep.INES_MOREAU;
        DemoYear latest = new DemoYear(today);
        clock.accept(Told.on(latest.workday(0), () -> {}).at());
        state("/api/v1/reps/" + first.id(), first.hiring(latest));
        for (int back = 0; back <= DAYS_BACK; back++) {
            DemoYear year = new DemoYear(today.minusDays(back));
            Answer answer = set(first, new DemoExpectations(year));
            if (answer.accepted()) {
                return Optional.of(year);
            }
            if (answer.status() != 409) {
                throw new RefusedException("The demo's first expectation: " + answer.refusal());
            }
        }
        return Optional.empty();
    }

    private Answer set(DemoRep rep, DemoExpectations expectations)
            throws IOException, InterruptedException {
        return commands.put(path(rep), expectations.version1(rep));
    }

    private static String path(DemoRep rep) {
        return "/api/v1/expectations/" + DemoExpectations.id(rep);
    }

    /** The same days again are the same absence. */
    private void leave(DemoRep rep, DemoYear year) throws IOException, InterruptedException {
        String path = "/api/v1/reps/" + rep.id() + "/absences";
        List<LocalDate> leave = year.leave();
        Map<String, Object> body =
                JsonFields.of(
                        "from", leave.getFirst().toString(), "to", leave.getLast().toString());
        accept("POST " + path, commands.post(path, body, Map.of()));
    }

    private void state(String path, Map<String, ?> body) throws IOException, InterruptedException {
        accept("PUT " + path, commands.put(path, body));
    }

    private void expectation(List<Told> all, DemoRep rep, DemoExpectations expectations) {
        all.add(
                Told.on(
                        expectations.setOn(rep),
                        () -> accept("PUT " + path(rep), set(rep, expectations))));
        for (DemoExpectations.Word word : expectations.words(rep)) {
            all.add(Told.on(word.said(), () -> say(rep, word)));
        }
    }

    private void say(DemoRep rep, DemoExpectations.Word word)
            throws IOException, InterruptedException {
        String path = path(rep) + "/" + word.path();
        Map<String, String> headers = new LinkedHashMap<>();
        Object version = word.body().getOrDefault("version", word.revises());
        headers.put(
                "Idempotency-Key",
                "%s-%s-%s".formatted(DemoExpectations.id(rep), word.path(), version));
        if (word.revises() > 0) {
            headers.put("If-Match", "\"" + word.revises() + "\"");
        }
        accept("POST " + path, commands.post(path, word.body(), headers));
    }

    private void accept(String call, Answer answer) throws RefusedException {
        position = Math.max(position, answer.require(call).position());
    }

    /** All CRM events of all reps. */
    static List<CloudEvent> events(DemoYear year) {
        List<CloudEvent> events = new ArrayList<>();
        for (DemoRep rep : DemoRep.values()) {
            events.addAll(DemoActivity.of(year, rep));
            events.addAll(DemoDeals.of(year, rep));
            events.addAll(DemoHabits.of(year, rep));
        }
        return events;
    }

    private void report(List<CloudEvent> events) throws IOException, InterruptedException {
        Receipt receipt = crm.report(events.stream().map(CloudEvent::toJson).toList());
        if (!receipt.refused().isEmpty()) {
            throw new RefusedException("CRM events: " + receipt.refused().getFirst());
        }
        fresh += receipt.accepted();
        position = Math.max(position, receipt.position());
    }
}
