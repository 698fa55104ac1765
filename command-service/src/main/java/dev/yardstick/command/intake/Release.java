package dev.yardstick.command.intake;

import dev.yardstick.command.InvalidException;
import dev.yardstick.command.Registered;
import dev.yardstick.command.StrictJson;
import dev.yardstick.command.StrictJson.UnreadableException;
import dev.yardstick.command.access.Caller;
import dev.yardstick.command.intake.Connections.Connection;
import dev.yardstick.command.intake.Deliveries.Result;
import dev.yardstick.command.intake.Deliveries.Taken;
import dev.yardstick.command.intake.Parking.Form;
import dev.yardstick.command.intake.Parking.Parked;
import dev.yardstick.command.intake.dialect.Delivery;
import dev.yardstick.command.intake.dialect.Notice;
import dev.yardstick.command.intake.dialect.Step;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.runtime.Worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    private final Parking parking;
    private final Intake intake;
    private final Connections connections;
    private final Deliveries deliveries;
    private final Fetches fetches;
    private final Clock clock;
    private final Worker worker = Worker.of("release", this::release);

    Release(
            Parking parking,
            Intake intake,
            Connections connections,
            Deliveries deliveries,
            Fetches fetches,
            Clock clock) {
        this.parking = parking;
        this.intake = intake;
        this.connections = connections;
        this.deliveries = deliveries;
        this.fetches = fetches;
        this.clock = clock;
    }

    /** As soon as somebody new is known. */
    @EventListener
    public void onRegistered(Registered registered) {
        worker.wake();
    }

    /** And now and then, for what another process registered or a crash left behind. */
    @Bean("releaseWorker")
    Worker worker() {
        return worker;
    }

    private Duration release() {
        List<Parked> ready = parking.ready(clock.instant(), BATCH);
        ready.forEach(this::again);
        return ready.isEmpty() ? EVERY : Duration.ZERO;
    }

    /** One that fails stays, with its reason; it is none for the others behind it. */
    private void again(Parked parked) {
        try {
            again(parked, parked.body());
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            LOG.warn("{} stays parked", parked.id(), e);
            still(parked, new Taken(Result.PARKED, Parking.SEE_LOG, 0));
        }
    }

    private void still(Parked parked, Taken taken) {
        parking.still(
                parked.id(),
                taken.waitingFor(),
                taken.until(),
                String.valueOf(taken.reason()),
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
            return new Taken(Result.PARKED, e.getMessage(), 0);
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
                            new Step.Fetch(
                                    parked.topic().substring(0, slash),
                                    parked.topic().substring(slash + 1))));
            return new Taken(Result.FETCHING, null, 0);
        }
        try {
            Instant heard = parked.entry().parkedAt();
            if (parked.form() == Form.DELIVERY) {
                List<Notice> notices =
                        connection
                                .dialect()
                                .notices(delivery(parked, body), StrictJson.read(body), heard);
                return worst(deliveries.take(connection, notices, Form.NOTICE));
            }
            Notice notice = parked.notice(StrictJson.read(body));
            return worst(deliveries.take(connection, List.of(notice), null));
        } catch (UnreadableException | InvalidException | UnclearException e) {
            return new Taken(Result.PARKED, e.getMessage(), 0);
        }
    }

    private static Delivery delivery(Parked parked, byte[] body) {
        String topic = parked.topic().isEmpty() ? null : parked.topic();
        return new Delivery("POST", "", topic, Map.of(), true, body);
    }

    /** Of several notices of a delivery, those that are parked are parked by themselves now. */
    private static Taken worst(List<Taken> taken) {
        return taken.stream()
                .reduce((a, b) -> a.result().compareTo(b.result()) >= 0 ? a : b)
                .orElse(new Taken(Result.IGNORED, "there is nothing in it", 0));
    }
}
