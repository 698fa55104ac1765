package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.record.Recording;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Decides upon a batch of CRM events: all streams that it touches or names come with one query, and
 * what is new goes to the event store at once, with the places in their streams that it expects.
 */
public record CrmRecorder(LogReader log, EventCodec codec, EventBus store) {

    /** The log gives events their ids. */
    private static final String NO_ID = "";

    /** One outcome for each event, in the same order. */
    @CommandHandler
    List<Taken> handle(RecordCrmEvents batch, MetaData origin) {
        List<Telling> tellings = batch.events().stream().map(Telling::of).toList();
        Map<String, List<LogLine>> known = known(tellings);
        TimeZones zones = new TimeZones(log);
        zones.learn(known);
        Records records = new Records(known, origin);
        List<Taken> outcomes = new ArrayList<>(tellings.size());
        for (Telling telling : tellings) {
            String missing = missing(known, telling);
            outcomes.add(
                    missing == null
                            ? outcome(records.tell(telling, zones.zone(telling.message())))
                            : Taken.unknown(missing));
        }
        if (!records.news.isEmpty()) {
            store.publish(records.news);
        }
        return outcomes;
    }

    /** What is told, with the streams that have to be looked at. */
    private record Telling(CrmMessage message, String stream, List<String> named) {

        static Telling of(CrmMessage message) {
            return new Telling(message, message.stream(), message.named());
        }
    }

    private Map<String, List<LogLine>> known(List<Telling> tellings) {
        Set<String> streams = new HashSet<>();
        for (Telling telling : tellings) {
            streams.add(telling.stream());
            streams.addAll(telling.named());
        }
        if (tellings.size() > 1) {
            return log.streams(streams);
        }
        Map<String, List<LogLine>> known = new HashMap<>();
        log.streams(List.copyOf(streams), known::putAll);
        return known;
    }

    /** The deals and activities of a batch, and what is new of them. */
    private final class Records {

        private final Map<String, List<LogLine>> known;
        private final MetaData origin;
        private final Map<String, Deal> deals = new HashMap<>();
        private final Map<String, Activity> activities = new HashMap<>();
        final List<DomainEventMessage<?>> news = new ArrayList<>();

        Records(Map<String, List<LogLine>> known, MetaData origin) {
            this.known = known;
            this.origin = origin;
        }

        Recording tell(Telling telling, ZoneId zone) {
            CrmMessage message = telling.message();
            return message.isDeal()
                    ? message.tell(deals.computeIfAbsent(telling.stream(), this::deal), zone)
                    : message.tell(
                            activities.computeIfAbsent(telling.stream(), this::activity), zone);
        }

        private Deal deal(String stream) {
            List<LogLine> lines = lines(stream);
            return new Deal(events(lines, DealEvent.class), recording("deal", stream, lines));
        }

        private Activity activity(String stream) {
            List<LogLine> lines = lines(stream);
            return new Activity(
                    events(lines, ActivityEvent.class), recording("activity", stream, lines));
        }

        private List<LogLine> lines(String stream) {
            return known.getOrDefault(stream, List.of());
        }

        private <E extends Event> List<E> events(List<LogLine> lines, Class<E> type) {
            return lines.isEmpty()
                    ? List.of()
                    : lines.stream().map(codec::read).map(type::cast).toList();
        }

        /** Gives what is new of a stream the places behind what is known of it. */
        private Consumer<Event> recording(String type, String stream, List<LogLine> lines) {
            return new Consumer<>() {
                private long next = lines.isEmpty() ? 0 : lines.getLast().sequence() + 1;

                @Override
                public void accept(Event event) {
                    news.add(
                            new GenericDomainEventMessage<>(
                                    type, stream, next++, event, origin, NO_ID, Instant.EPOCH));
                }
            };
        }
    }

    private static Taken outcome(Recording recording) {
        return switch (recording) {
            case RECORDED -> new Taken(Result.ACCEPTED, null, 0);
            case DUPLICATE -> new Taken(Result.DUPLICATE, null, 0);
            case ID_REUSED -> Taken.refused(new Fault("id", Reason.ID_REUSED));
        };
    }

    /** The first of the reps and accounts that it names and that nobody knows; null: none. */
    private static @Nullable String missing(Map<String, List<LogLine>> known, Telling telling) {
        for (String stream : telling.named()) {
            if (known.getOrDefault(stream, List.of()).isEmpty()) {
                return stream;
            }
        }
        return null;
    }
}
