package dev.yardstick.query.application;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.access.Persons;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.consuming.VisibleWatch;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** One consistent look at the tables, once they have caught up with what the caller knows of. */
@Component
public class Snapshots {

    private static final Duration SOON = Duration.ofMillis(250);

    private final ConsistentRead consistent;
    private final Visible visible;
    private final VisibleWatch watch;
    private final LogEnd end;
    private final AccessLog accesses;
    private final Persons persons;
    private final Settings settings;

    Snapshots(
            ConsistentRead consistent,
            Visible visible,
            VisibleWatch watch,
            LogEnd end,
            AccessLog accesses,
            Persons persons,
            Settings settings) {
        this.consistent = consistent;
        this.visible = visible;
        this.watch = watch;
        this.end = end;
        this.accesses = accesses;
        this.persons = persons;
        this.settings = settings;
    }

    /**
     * How long a caller may wait.
     *
     * @param waitFor {@code yardstick.reading.wait-for}: for a position that is not visible yet
     */
    @ConfigurationProperties("yardstick.reading")
    record Settings(@DefaultValue("5s") Duration waitFor) {}

    /**
     * Waits until a position is visible; nobody waits who is not signed in.
     *
     * @throws NotYetException when it is not in time
     * @throws org.springframework.security.core.AuthenticationException when the caller is nobody
     *     any more by then
     */
    public void await(@Nullable String after) {
        if (after == null || !Caller.isSignedIn()) {
            return;
        }
        long position;
        try {
            position = Long.parseLong(after);
        } catch (NumberFormatException e) {
            position = -1;
        }
        if (position < 0) {
            throw new InvalidException("after", Reason.POSITION);
        }
        if (!arrives(position)) {
            throw new NotYetException(Reason.NOT_VISIBLE_YET.of(position, visible.position()));
        }
        persons.requireSomebody();
    }

    /** Most arrive before anybody has to ask whether there is such a position at all. */
    private boolean arrives(long position) {
        Duration soon = SOON.compareTo(settings.waitFor()) < 0 ? SOON : settings.waitFor();
        try {
            if (watch.await(position, soon)) {
                return true;
            }
            if (end.isBefore(position)) {
                throw new InvalidException("after", Reason.BEYOND_LOG);
            }
            return watch.await(position, settings.waitFor().minus(soon));
        } catch (VisibleWatch.TooManyException e) {
            throw new NotYetException(Reason.SAID_ELSEWHERE.of(e.getMessage()));
        }
    }

    /**
     * Reads at one position, and records about whom before the answer is handed out. Where keys of
     * texts have to be asked for first it reads twice, at the later position.
     */
    public <T> T read(Supplier<T> reading) {
        return accesses.recorded(() -> consistent.readTexts(reading));
    }
}
