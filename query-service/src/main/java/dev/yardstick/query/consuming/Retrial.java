package dev.yardstick.query.consuming;

import dev.yardstick.events.Event;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.UnreadableEventException;
import dev.yardstick.query.known.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what was parked once more: what is parked of a stream is all that the tables lack of it,
 * from the first on, so in its own order it amounts to what it would have amounted to in its place.
 */
@Component
public record Retrial(
        EventConsumer consumer,
        EventTopic topic,
        TransactionTemplate transaction,
        Projection projection,
        Offsets offsets,
        Parked parked,
        JdbcClient jdbc) {

    private static final String APPLIED =
            """
            select exists (select from chronicle where position = ?)
                or exists (select from record_event where position = ?)
            """;

    /**
     * What came of it.
     *
     * @param applied how many records of the stream count now
     * @param parked how many stay
     * @param reason why the first of these cannot be applied; null where none stays
     */
    public record Retried(int applied, int parked, @Nullable String reason) {}

    /**
     * Applies all that is parked of a record's stream, in order, up to the first that cannot be
     * applied; in one transaction. Whoever reads its partition, in this process or another, writes
     * nothing meanwhile, and then asks anew which streams are parked.
     */
    public Retried retry(Parked.Entry entry) {
        List<Event> applied = new ArrayList<>();
        Retried retried =
                transaction.execute(status -> {
                    offsets.join();
                    offsets.overtake(topic.name());
                    return apply(entry, applied);
                });
        applied.forEach(consumer::tell);
        return Objects.requireNonNull(retried);
    }

    private Retried apply(Parked.Entry entry, List<Event> applied) {
        if (entry.stream().isEmpty() || !entry.ours()) {
            return new Retried(0, 1, entry.reason());
        }
        List<Parked.Raw> waiting = parked.hold(entry.stream());
        for (int i = 0; i < waiting.size(); i++) {
            Parked.Raw raw = waiting.get(i);
            String fault = apply(raw, applied);
            if (fault != null) {
                parked.still(raw.entry(), fault);
                return new Retried(i, waiting.size() - i, fault);
            }
            parked.remove(raw.entry());
        }
        return new Retried(waiting.size(), 0, null);
    }

    /** Applies a record; or says why it cannot be. */
    private @Nullable String apply(Parked.Raw raw, List<Event> applied) {
        try {
            LogLine line = LogLine.parse(raw.body());
            // A topic that Kafka lost and made anew is read again: then it may be parked twice.
            if (isApplied(line.position())) {
                return null;
            }
            Projection.Read read = projection.read(line);
            List<Projection.Failed> failed = projection.apply(List.of(read));
            if (!failed.isEmpty()) {
                return failed.getFirst().reason();
            }
            applied.add(read.event());
            return null;
        } catch (UnreadableEventException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean isApplied(long position) {
        return jdbc.sql(APPLIED).params(position, position).query(Boolean.class).single();
    }
}
