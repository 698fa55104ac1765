package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.client.Receipt;
import dev.yardstick.standalone.client.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A year of a team of eight, told to a running server over its public HTTP API: the same at every
 * run but for the dates, which end on a given day.
 */
public final class DemoData {

    static final String SOURCE = "/demo-crm";

    /** A tool of forms, which has told nothing for some weeks. */
    static final String SILENT_SOURCE = "/demo-forms";

    private static final int BATCH = 500;

    /** Data loaded longer ago is left as it is. */
    private static final int DAYS_BACK = 400;

    private final ApiClient commands;
    private final ApiClient crm;
    private long position;

    private DemoData(ApiClient commands, ApiClient crm) {
        this.commands = commands;
        this.crm = crm;
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
     * @throws ApiClient.UnavailableException when the server is gone for more than a minute
     * @throws RefusedException when the server refuses what the demo says
     */
    public static Loaded load(URI commandBase, String adminToken, String crmToken, LocalDate today)
            throws IOException, InterruptedException {
        try (ApiClient commands = new ApiClient(commandBase, adminToken);
                ApiClient crm = new ApiClient(commandBase, crmToken)) {
            return new DemoData(commands, crm).load(today);
        }
    }

    private Loaded load(LocalDate today) throws IOException, InterruptedException {
        Optional<DemoYear> begun = begin(today);
        if (begun.isEmpty()) {
            return new Loaded(today.minusDays(DAYS_BACK), 0, position);
        }
        DemoYear year = begun.get();
        for (DemoRep rep : DemoRep.values()) {
            for (Map<String, Object> statement : rep.statements(year)) {
                state("/api/v1/reps/" + rep.id(), statement);
            }
        }
        leave(DemoRep.MIKKEL_HOLM, year);
        for (DemoRep rep : DemoRep.values()) {
            for (DemoAccount account : rep.accounts()) {
                for (Map<String, Object> registration : account.registrations(rep, year)) {
                    state("/api/v1/accounts/" + account.id(), registration);
                }
            }
        }
        DemoExpectations expectations = new DemoExpectations(year);
        for (DemoRep rep : DemoRep.values()) {
            expect(rep, expectations);
        }
        return new Loaded(year.today(), report(events(year)), position);
    }

    /**
     * Finds the day on which the data ends. The first rep and her expectation's id are the same at
     * every run, and an expectation is set once: set with the dates of another load, the server
     * refuses it (409) and records nothing; with the dates of the load that was, it finds nothing
     * new.
     */
    private Optional<DemoYear> begin(LocalDate today) throws IOException, InterruptedException {
        DemoRep first = DemoRep.INES_MOREAU;
        state("/api/v1/reps/" + first.id(), first.hiring(new DemoYear(today)));
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

    private void expect(DemoRep rep, DemoExpectations expectations)
            throws IOException, InterruptedException {
        accept("PUT " + path(rep), set(rep, expectations));
        for (DemoExpectations.Word word : expectations.words(rep)) {
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

    private int report(List<CloudEvent> events) throws IOException, InterruptedException {
        int fresh = 0;
        for (int from = 0; from < events.size(); from += BATCH) {
            List<CloudEvent> batch = events.subList(from, Math.min(from + BATCH, events.size()));
            Receipt receipt = crm.report(batch.stream().map(CloudEvent::toJson).toList());
            if (!receipt.refused().isEmpty()) {
                throw new RefusedException("CRM events: " + receipt.refused().getFirst());
            }
            fresh += receipt.accepted();
            position = Math.max(position, receipt.position());
        }
        return fresh;
    }
}
