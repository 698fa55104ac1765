package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.Prefetched;
import dev.yardstick.command.record.Recording;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Decides upon a batch of CRM events: all streams that it touches or names come with one query, and
 * all aggregates are loaded before the first event is applied, since every load looks through what
 * was applied so far.
 */
public record CrmRecorder(
        LogReader log, EventCodec codec, Repository<Deal> deals, Repository<Activity> activities) {

    /** One outcome for each event, in the same order. */
    @CommandHandler
    List<Taken> handle(RecordCrmEvents batch) {
        TreeSet<String> streams = new TreeSet<>();
        batch.events()
                .forEach(event -> {
                    streams.add(event.stream());
                    streams.addAll(event.named());
                });
        Map<String, List<LogLine>> known = Prefetched.load(log, streams, batch.events().size() > 1);
        TimeZones zones = new TimeZones(log, codec);
        zones.learn(known);
        Map<String, Aggregate<Deal>> loadedDeals = new HashMap<>();
        Map<String, Aggregate<Activity>> loadedActivities = new HashMap<>();
        for (CrmMessage event : batch.events()) {
            if (missing(known, event).isPresent()) {
                continue;
            }
            if (event.isDeal()) {
                loadedDeals.computeIfAbsent(event.stream(), s -> loadOrCreate(deals, s, Deal::new));
            } else {
                loadedActivities.computeIfAbsent(
                        event.stream(), s -> loadOrCreate(activities, s, Activity::new));
            }
        }
        List<Taken> outcomes = new ArrayList<>();
        for (CrmMessage event : batch.events()) {
            Optional<String> missing = missing(known, event);
            if (missing.isPresent()) {
                outcomes.add(Taken.unknown(missing.get()));
                continue;
            }
            ZoneId zone = zones.zone(event);
            Aggregate<Deal> deal = loadedDeals.get(event.stream());
            Aggregate<Activity> activity = loadedActivities.get(event.stream());
            if (deal != null) {
                outcomes.add(outcome(deal.invoke(d -> event.tell(d, zone))));
            } else if (activity != null) {
                outcomes.add(outcome(activity.invoke(a -> event.tell(a, zone))));
            }
        }
        return outcomes;
    }

    private static <A> Aggregate<A> loadOrCreate(
            Repository<A> repository, String stream, Callable<A> none) {
        try {
            return repository.loadOrCreate(stream, none);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(stream + " cannot be loaded", e);
        }
    }

    private static Taken outcome(Recording recording) {
        return switch (recording) {
            case RECORDED -> new Taken(Result.ACCEPTED, null, 0);
            case DUPLICATE -> new Taken(Result.DUPLICATE, null, 0);
            case ID_REUSED -> Taken.refused(new Fault("id", Reason.ID_REUSED));
        };
    }

    /** The first of the reps and accounts that it names and that nobody knows. */
    private static Optional<String> missing(Map<String, List<LogLine>> known, CrmMessage event) {
        return event.named().stream()
                .filter(stream -> known.getOrDefault(stream, List.of()).isEmpty())
                .findFirst();
    }
}
