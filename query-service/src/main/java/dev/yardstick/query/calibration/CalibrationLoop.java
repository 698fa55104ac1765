package dev.yardstick.query.calibration;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Once a month, rep by rep and slowly, looks at the clauses that closed before the month, and has
 * what they teach recorded: it holds from the day after, so nothing that was told changes. Of
 * several processes the one that leads looks; what says the same again is recorded once.
 */
@Component
class CalibrationLoop {

    private static final Logger LOG = LoggerFactory.getLogger(CalibrationLoop.class);

    private static final Duration REST = Duration.ofSeconds(10);

    /** It works for a fifth of the time: whoever asks for a page comes first. */
    private static final Duration SLICE = Duration.ofMillis(200);

    private static final Duration PAUSE = Duration.ofMillis(800);

    /** A read model that is further behind the log does not know enough. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private static final int PAGE = 200;

    private final KnownStore library;
    private final ConsistentRead reading;
    private final Visible visible;
    private final CommandService commands;
    private final Clock clock;
    private final Settings settings;
    private final Worker worker;
    private Instant next;
    private LocalDate looked = LocalDate.MIN;
    private @Nullable Round round;

    /**
     * When it looks.
     *
     * @param every {@code yardstick.calibrations.every}: how often it asks whether a month has
     *     begun, for the first time that long after the start; zero: never
     */
    @ConfigurationProperties("yardstick.calibrations")
    record Settings(@DefaultValue("1h") Duration every) {}

    /** A look at all reps as known at a position, as far as it has come. */
    private static final class Round {
        private final Lessons lessons;
        private final KnownAt at;
        private String after = "";
        private List<RepStory> reps = List.of();
        private int rep;
        private boolean last;

        Round(LocalDate month, KnownAt at) {
            this.lessons = new Lessons(month);
            this.at = at;
        }
    }

    CalibrationLoop(
            KnownStore library,
            ConsistentRead reading,
            Visible visible,
            CommandService commands,
            Clock clock,
            Settings settings,
            Leads leads,
            DataSource database) {
        this.library = library;
        this.reading = reading;
        this.visible = visible;
        this.commands = commands;
        this.clock = clock;
        this.settings = settings;
        this.next = clock.instant().plus(settings.every());
        this.worker =
                new Worker(
                        "calibrations",
                        () ->
                                leads.take(database, "calibrations")
                                        .map(lead -> lead.work(this::turn)));
    }

    @Bean("calibrationsWorker")
    Worker worker() {
        return worker;
    }

    private Duration turn() throws IOException {
        Round going = round == null ? begun() : round;
        round = going;
        if (going == null) {
            return isNever() || settings.every().compareTo(REST) > 0 ? REST : settings.every();
        }
        if (!lookOn(going)) {
            return PAUSE;
        }
        record(going.lessons);
        looked = going.lessons.month();
        round = null;
        return REST;
    }

    /** A round, where a month has begun and nobody looked yet. */
    private @Nullable Round begun() throws IOException {
        Instant now = clock.instant();
        LocalDate month = today().withDayOfMonth(1);
        if (isNever() || now.isBefore(next) || month.equals(looked)) {
            return null;
        }
        next = now.plus(settings.every());
        KnownAt at = visible.at(visible.position());
        Instant recorded = at.instant();
        boolean isBehind = recorded == null || recorded.isBefore(now.minus(BEHIND));
        return isBehind && commands.has(at.position() + 1) ? null : new Round(month, at);
    }

    private boolean isNever() {
        return settings.every().isZero();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Whether all reps were looked at. */
    private boolean lookOn(Round going) {
        long end = System.nanoTime() + SLICE.toNanos();
        while (worker.isRunning() && System.nanoTime() < end) {
            if (going.rep < going.reps.size()) {
                look(going, going.reps.get(going.rep));
                going.rep++;
            } else if (going.last) {
                return true;
            } else {
                turnPage(going);
            }
        }
        return false;
    }

    private void turnPage(Round going) {
        long position = going.at.position();
        List<String> ids = reading.read(() -> library.repsAfter(going.after, position, PAGE));
        going.reps = ids.isEmpty() ? List.of() : reading.read(() -> library.reps(ids, position));
        going.rep = 0;
        going.last = ids.size() < PAGE;
        going.after = ids.isEmpty() ? going.after : ids.getLast();
    }

    /** What cannot be told of a rep teaches nothing; what passes is waited for. */
    private void look(Round going, RepStory rep) {
        try {
            going.lessons.add(reading.read(() -> library.known(rep, going.at)));
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("person", rep.id())
                    .setCause(e)
                    .log("nothing is learnt from {}", rep.id());
        }
    }

    private void record(Lessons lessons) throws IOException {
        LocalDate on = today().plusDays(1);
        List<ForecastCalibrated> news =
                lessons.news(reading.read(() -> library.company(visible.position())), on);
        for (ForecastCalibrated found : news) {
            LOG.info("{} closed clauses calibrate {} from {}", found.clauses(), found.kind(), on);
            commands.calibrate(found);
        }
    }
}
