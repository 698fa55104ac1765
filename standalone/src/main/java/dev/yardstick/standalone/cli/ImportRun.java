package dev.yardstick.standalone.cli;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.Progress;
import dev.yardstick.standalone.client.Receipt;
import dev.yardstick.standalone.client.RefusedException;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends a plan and keeps count. Everything sent is idempotent, so a run that ends early is
 * completed by running it again from the start.
 */
final class ImportRun {

    static final int BATCH = 500;
    private static final int WAITING_SHOWN = 50;

    private final ApiClient commands;
    private final ApiClient crm;
    private final ApiClient queries;
    private final ImportPlan plan;
    private final Map<Kind, Tally> statements = new EnumMap<>(Kind.class);
    private final Tally events = new Tally();
    private final List<String> refusals = new ArrayList<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private long position;
    private int parked;

    /** How many were new and how many were there already. */
    static final class Tally {
        private int fresh;
        private int known;

        int sent() {
            return fresh + known;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d new, %,d already there", fresh, known);
        }
    }

    /**
     * A run that has not begun.
     *
     * @param commands states things, in the name of somebody who may
     * @param crm reports events, in the CRM's name
     * @param queries only asked when the data can be seen
     */
    ImportRun(ApiClient commands, ApiClient crm, ApiClient queries, ImportPlan plan) {
        this.commands = commands;
        this.crm = crm;
        this.queries = queries;
        this.plan = plan;
    }

    /** The number of steps that a run advances its progress by. */
    long steps() {
        return plan.statements().size() + (long) plan.events().size();
    }

    /**
     * Sends everything; refusals of single statements and events are collected and do not stop it.
     *
     * @throws ApiClient.UnavailableException when the server is gone for longer than the client's
     *     patience
     * @throws RefusedException when the server refuses to be spoken to, such as for a wrong token
     */
    void send(Progress progress) throws IOException, InterruptedException {
        for (Statement statement : plan.statements()) {
            send(statement);
            progress.advance(1);
        }
        for (int from = 0; from < plan.events().size(); from += BATCH) {
            int to = Math.min(from + BATCH, plan.events().size());
            send(plan.events().subList(from, to));
            progress.advance(to - from);
        }
    }

    private void send(Statement statement) throws IOException, InterruptedException {
        Answer answer = commands.put(statement.path(), statement.body());
        switch (answer.status() / 100) {
            case 2 -> count(statement, answer);
            case 4 -> {
                if (answer.status() == 401 || answer.status() == 403) {
                    throw new RefusedException(
                            "PUT %s: %s (is --data this server's data directory?)"
                                    .formatted(statement.path(), answer.refusal()));
                }
                refusals.add(
                        statement.origin() + ": PUT " + statement.path() + ": " + answer.refusal());
            }
            default ->
                    throw new RefusedException("PUT " + statement.path() + ": " + answer.refusal());
        }
    }

    private void count(Statement statement, Answer answer) {
        Tally tally = statements.computeIfAbsent(statement.kind(), kind -> new Tally());
        if (answer.recorded()) {
            tally.fresh++;
        } else {
            tally.known++;
        }
        position = Math.max(position, answer.position());
    }

    private void send(List<Report> batch) throws IOException, InterruptedException {
        Receipt receipt = crm.report(batch.stream().map(Report::json).toList());
        events.fresh += receipt.accepted();
        events.known += receipt.duplicates();
        parked += receipt.parked();
        for (Receipt.Waiting one : receipt.waitingFor()) {
            String whom = one.what() + " " + Characters.shown(one.id());
            waiting.merge(whom, one.count(), Integer::sum);
        }
        position = Math.max(position, receipt.position());
        String all = batch.getFirst().origin() + " to " + batch.getLast().origin();
        for (Receipt.Refused refused : receipt.refused()) {
            boolean named = refused.index() >= 0 && refused.index() < batch.size();
            Object where = named ? batch.get(refused.index()).origin() : all;
            refusals.add(where + ": " + refused.path() + " " + refused.message());
        }
        if (receipt.unnamed() > 0) {
            refusals.add(all + ": and " + receipt.unnamed() + " more faults");
        }
    }

    /**
     * Waits until the pages show everything that was sent.
     *
     * @return false where they do not within the client's patience
     */
    boolean awaitVisible() throws IOException, InterruptedException {
        try {
            return queries.get("/api/v1/reps?after=" + position).accepted();
        } catch (ApiClient.UnavailableException stillBehind) {
            return false;
        }
    }

    /** What the server would not take, with file and line. */
    List<String> refusals() {
        return refusals;
    }

    /** How many events wait for a rep or an account to become known. */
    int parked() {
        return parked;
    }

    /** The log position that holds everything sent. */
    long position() {
        return position;
    }

    /** What was sent up to now, line by line. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        statements.forEach((kind, tally) -> lines.add(line(kind.plural(), tally)));
        if (events.sent() > 0) {
            lines.add(line("CRM events", events));
        }
        if (parked > 0) {
            lines.add(
                    line(
                            "parked: %,d events wait for a rep or an account to become known",
                            parked));
            waiting.entrySet().stream()
                    .sorted(
                            Map.Entry.<String, Integer>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(WAITING_SHOWN)
                    .map(one -> line("  %,7d for %s", one.getValue(), one.getKey()))
                    .forEach(lines::add);
            if (waiting.size() > WAITING_SHOWN) {
                lines.add("  and " + (waiting.size() - WAITING_SHOWN) + " others are waited for");
            }
        }
        return lines;
    }

    private static String line(String what, Tally tally) {
        return line("%-13s %,7d: %s", what, tally.sent(), tally);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
