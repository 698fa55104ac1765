package dev.yardstick.command.intake.release;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.axon.BecameKnown;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.canonical.Intake;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.connection.Fetches;
import dev.yardstick.command.intake.delivery.Deliveries;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.command.intake.message.IntakeAnswer;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.intake.parking.Awaited;
import dev.yardstick.command.intake.parking.Outage;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.intake.parking.Parking.Form;
import dev.yardstick.command.intake.parking.Parking.Parked;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.runtime.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets what is parked go through once the rep or account that it waits for is known, or its
 * connection is defined anew. It leaves the parking only after the log has it, so a crash in
 * between does no harm: it is a duplicate then.
 */
@Component
class Release {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final int BATCH = 500;
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** How many of the streams for which something waits are looked for at once, and the pause. */
    private static final int STREAMS = 1_000;

    /** So many one after the other, and it is not the one that is parked. */
    private static final int MAX_OUTAGES = 3;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MAX_CONNECTIONS = 10_000;

    private final Parking parking;
    private final Awaited awaited;
    private final LogReader log;
    private final Intake intake;
    private final Connections connections;
    private final Deliveries deliveries;
    private final Fetches fetches;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Worker worker = Worker.of("release", this::release);
    private String lookedFor = "";
    private int outages;
    private long dueAt = System.nanoTime();

    Release(
            Parking parking,
            Awaited awaited,
            LogReader log,
            Intake intake,
            Connections connections,
            Deliveries deliveries,
            Fetches fetches,
            Clock clock) {
        this.parking = parking;
        this.awaited = awaited;
        this.log = log;
        this.intake = intake;
        this.connections = connections;
        this.deliveries = deliveries;
        this.fetches = fetches;
        this.clock = clock;
    }

    /** As soon as somebody new is known. */
    @EventListener
    public void onBecameKnown(BecameKnown one) {
        registered.add(one.stream());
        worker.wake();
    }

    /** And now and then, for what another process registered or a crash left behind. */
    @Bean("releaseWorker")
    Worker worker() {
        return worker;
    }

    private Duration release() {
        for (String stream : registered) {
            registered.remove(stream);
            releaseWaitingFor(stream);
        }
        long left = dueAt - System.nanoTime();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        List<String> streams = awaited.streams(lookedFor, STREAMS);
        lookedFor = streams.size() < STREAMS ? "" : streams.getLast();
        log.there(streams).forEach(this::releaseWaitingFor);
        if (!lookedFor.isEmpty()) {
            return PAUSE;
        }
        dueAt = System.nanoTime() + EVERY.toNanos();
        Instant now = clock.instant();
        releaseAll(after -> awaited.due(now, BATCH));
        awaited.connections(MAX_CONNECTIONS).forEach(this::releaseMappedBefore);
        return EVERY;
    }

    private void releaseWaitingFor(String stream) {
        releaseAll(after -> awaited.waitingFor(stream, after, BATCH));
    }

    private void releaseMappedBefore(String connection) {
        long position = connections.find(connection).map(Connection::position).orElse(0L);
        releaseAll(after -> awaited.mappedBefore(connection, position, BATCH));
    }

    /** Those that stay are passed by, or no longer among those that are ready. */
    private void releaseAll(Function<UUID, List<Parked>> next) {
        List<Parked> ready = next.apply(Parking.BEFORE_ALL);
        while (!ready.isEmpty() && worker.isRunning()) {
            ready.forEach(this::again);
            ready = next.apply(ready.getLast().id());
        }
    }

    /** One that fails stays, with its reason; it is none for the others behind it. */
    private void again(Parked parked) {
        worker.comesRound();
        try {
            again(parked, parked.open());
            outages = 0;
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                outages++;
                if (outages > MAX_OUTAGES) {
                    outages = 0;
                    throw e;
                }
                return;
            }
            LOG.warn("{} stays parked", parked.id(), e);
            still(parked, Taken.parked(Parking.SEE_LOG));
        }
    }

    private void still(Parked parked, Taken taken) {
        parking.still(
                parked.id(),
                taken,
                connections.find(parked.connection()).map(Connection::position));
    }

    /**
     * Tries something parked again, perhaps with another body. It stays parked, as it is, unless it
     * goes through.
     *
     * @param body in the form of what is parked
     */
    Taken again(Parked parked, byte[] body) {
        Taken taken = parked.form() == Form.EVENT ? event(parked, body) : notices(parked, body);
        if (taken.result() == Result.PARKED) {
            still(parked, taken);
        } else {
            parking.remove(parked.id());
        }
        return taken;
    }

    private Taken event(Parked parked, byte[] body) {
        IntakeAnswer answer = new IntakeAnswer();
        try {
            Caller.onBehalfOf(
                    parked.actor(),
                    () -> intake.takeAgain(StrictJson.read(body), parked.connection(), answer));
        } catch (UnreadableException e) {
            return Taken.parked(e.getMessage());
        }
        return answer.taken();
    }

    private Taken notices(Parked parked, byte[] body) {
        Connection connection = connections.find(parked.connection()).orElseThrow();
        if (parked.form() == Form.RECORD && body.length == 0) {
            int slash = parked.topic().indexOf('/');
            fetches.ask(
                    connection.name(),
                    List.of(
                            new Instruction.Fetch(
                                    parked.topic().substring(0, slash),
                                    parked.topic().substring(slash + 1))));
            return new Taken(Result.FETCHING, null, 0);
        }
        try {
            Instant heard = parked.entry().parkedAt();
            if (parked.form() == Form.DELIVERY) {
                List<ChangeNotice> notices =
                        connection
                                .dialect()
                                .notices(delivery(parked, body), StrictJson.read(body), heard);
                return worst(deliveries.take(connection, notices, Form.NOTICE));
            }
            ChangeNotice notice = parked.notice(StrictJson.read(body));
            return worst(deliveries.take(connection, List.of(notice), null));
        } catch (UnreadableException | InvalidException | UnclearException e) {
            return Taken.parked(e.getMessage());
        }
    }

    private static WebhookRequest delivery(Parked parked, byte[] body) {
        String topic = parked.topic().isEmpty() ? null : parked.topic();
        return new WebhookRequest("POST", "", topic, Map.of(), true, body);
    }

    /** Of several notices of a delivery, those that are parked are parked by themselves now. */
    private static Taken worst(List<Taken> taken) {
        return taken.stream()
                .reduce((a, b) -> a.result().compareTo(b.result()) >= 0 ? a : b)
                .orElse(new Taken(Result.IGNORED, "there is nothing in it", 0));
    }
}
