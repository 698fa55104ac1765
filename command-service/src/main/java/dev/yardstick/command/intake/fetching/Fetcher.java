package dev.yardstick.command.intake.fetching;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.ApiTokens;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.connection.CrmSettings;
import dev.yardstick.command.intake.connection.Fetches;
import dev.yardstick.command.intake.connection.Fetches.Claimed;
import dev.yardstick.command.intake.delivery.Deliveries;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.message.RecordedEvents;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.parking.Outage;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Settling;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import dev.yardstick.runtime.OutgoingCalls.Answer;
import dev.yardstick.runtime.OutgoingCalls.FailedException;
import dev.yardstick.runtime.Worker;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Fetches records from CRMs, for each connection one after the other. A record stays on the list
 * until what was fetched is in the log or parked; a CRM that is slow, away or says "too many" is
 * asked again later, without end. Of several processes the one that leads fetches.
 */
@Component
record Fetcher(
        Connections connections,
        Fetches fetches,
        Deliveries deliveries,
        Parking parking,
        ApiTokens tokens,
        Settling settling,
        RecordedEvents recorded,
        Clock clock,
        CrmSettings settings,
        OutgoingCalls calls,
        Leads leads,
        DataSource database) {

    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Bean("fetcherWorker")
    Worker worker() {
        Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();
        Worker worker =
                new Worker(
                        "fetcher",
                        () ->
                                leads.take(database, "fetching")
                                        .map(lead -> new Fetching(lead, pausedUntil)));
        fetches.onAsked(worker::wake);
        return worker;
    }

    /** Sees to it that each connection with something due has a thread that fetches it. */
    private final class Fetching implements Worker.Work {

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Map<String, Future<?>> busy = new HashMap<>();
        private final Map<String, Instant> pausedUntil;

        private final Lead lead;

        Fetching(Lead lead, Map<String, Instant> pausedUntil) {
            this.lead = lead;
            this.pausedUntil = pausedUntil;
        }

        @Override
        public Duration step() throws InterruptedException, SQLException {
            lead.require();
            for (String name : List.copyOf(busy.keySet())) {
                Future<?> fetching = Objects.requireNonNull(busy.get(name));
                if (fetching.isDone()) {
                    busy.remove(name);
                    requireNoFault(name, fetching);
                }
            }
            for (String name : fetches.due()) {
                busy.computeIfAbsent(name, n -> threads.submit(() -> fetchAll(n)));
            }
            return IDLE;
        }

        /** A connection's fault is none of the others; what is due is due again. */
        private void requireNoFault(String name, Future<?> fetching) throws InterruptedException {
            try {
                fetching.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                LOG.warn("fetching for {} waits: {}", name, String.valueOf(e.getCause()));
            }
        }

        private @Nullable Void fetchAll(String name) throws InterruptedException {
            Connection connection = connections.find(name).orElse(null);
            while (connection != null && !threads.isShutdown() && !isPaused(name)) {
                List<Claimed> claimed = fetches.claim(name, 1);
                if (claimed.isEmpty()) {
                    break;
                }
                fetch(connection, claimed.getFirst(), pausedUntil);
            }
            return null;
        }

        private boolean isPaused(String name) {
            return clock.instant().isBefore(pausedUntil.getOrDefault(name, Instant.EPOCH));
        }

        /** One that is being asked for something may finish. */
        @Override
        public void interrupt() {
            threads.shutdown();
        }

        @Override
        public void close() throws InterruptedException, SQLException {
            try (lead) {
                threads.shutdownNow();
                threads.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private void fetch(Connection connection, Claimed claimed, Map<String, Instant> pausedUntil)
            throws InterruptedException {
        Instruction.Fetch record = claimed.record();
        String problem;
        Duration pause = backOff(claimed.tries());
        try {
            String token = tokens.of(connection);
            record = record.seen(seenNow(connection, record));
            OutgoingCall call = connection.dialect().fetch(connection.definition(), record, token);
            if (call == null) {
                problem = "records of " + connection.dialect().kind() + " cannot be fetched";
            } else {
                Answer answer =
                        calls.send(
                                call.header("Accept", "application/json"),
                                settings.fetchTimeout(),
                                Bodies.MAX_BYTES);
                switch (answer.status()) {
                    case 200 -> {
                        taken(connection, claimed, record, answer.body());
                        return;
                    }
                    case 404, 410 -> {
                        gone(connection, claimed, answer.status());
                        return;
                    }
                    case 429, 503 -> {
                        pause = retryAfter(answer, pause);
                        pausedUntil.put(connection.name(), clock.instant().plus(pause));
                    }
                    case 401, 403 -> tokens.forget(connection);
                    default -> {
                        // tried again later
                    }
                }
                problem = "the CRM's API answered " + answer.status();
            }
        } catch (FailedException e) {
            problem = "the CRM's API " + e.failure().words();
        } catch (UnreadableException e) {
            problem = "the CRM's API does not answer JSON";
        } catch (ApiTokens.MissingException | UnclearException e) {
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            LOG.warn("{} {} cannot be taken", connection.name(), record, e);
            problem = "what the CRM's API answered cannot be taken";
        }
        LOG.debug("{} {} is fetched later: {}", connection.name(), record, problem);
        fetches.later(connection.name(), record, pause, problem);
    }

    /** Told before the CRM is asked, so that a deletion that comes meanwhile is later. */
    private @Nullable Instant seenNow(Connection connection, Instruction.Fetch record) {
        Subject subject = connection.dialect().subject(record);
        return subject == null || subject.kind() == Subject.Kind.ACCOUNT
                ? null
                : Sighting.seenNow(recorded.events(connection.stream(subject)));
    }

    private void taken(
            Connection connection, Claimed claimed, Instruction.Fetch record, byte[] body) {
        ChangeNotice notice =
                connection.dialect().fetched(record, StrictJson.read(body), clock.instant());
        deliveries.take(connection, List.of(notice), Parking.Form.RECORD);
        fetches.done(connection.name(), claimed);
    }

    /** The CRM has no such record: no news if it was retracted, else somebody has to look at it. */
    private void gone(Connection connection, Claimed claimed, int status) {
        Subject subject = connection.dialect().subject(claimed.record());
        Parking.Concerned concerned =
                subject == null
                        ? Parking.Concerned.UNKNOWN
                        : new Parking.Concerned(connection.stream(subject), null);
        String topic = claimed.record().object() + "/" + claimed.record().id();
        parking.park(
                List.of(
                        new Parking.Item(
                                connection.name(),
                                Parking.Form.RECORD,
                                topic,
                                topic,
                                Parking.About.NOTHING,
                                Taken.parked(
                                        "the CRM has no %s (its API answered %s)"
                                                .formatted(topic, status)),
                                new byte[0],
                                null,
                                concerned,
                                Set.of())),
                "connection:" + connection.name());
        if (settling.isSettled(concerned, null, false)) {
            parking.remove(connection.name(), topic);
        }
        fetches.done(connection.name(), claimed);
    }

    private Duration backOff(int tries) {
        Duration pause = settings.fetchPause().multipliedBy(1L << Math.min(tries - 1, 16));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static Duration retryAfter(Answer answer, Duration otherwise) {
        String text = answer.retryAfter();
        if (text == null || !text.strip().matches("[0-9]{1,9}")) {
            // None, or a date: our own pause will do.
            return otherwise;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text.strip()));
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }
}
