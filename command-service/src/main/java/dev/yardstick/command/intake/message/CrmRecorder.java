package dev.yardstick.command.intake.message;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.command.record.Recording;
import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.Prefetched;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Decides upon a batch of CRM events: all streams that it touches or names come with one query, and
 * all aggregates are loaded before the first event is applied, since every load looks through what
 * was applied so far.
 */
record CrmRecorder(
        LogReader log, EventCodec codec, Repository<Deal> deals, Repository<Activity> activities) {

    /** One outcome for each event, in the same order. */
    @CommandHandler
    List<Outcome> handle(RecordCrmEvents batch) {
        TreeSet<String> streams = new TreeSet<>();
        batch.events()
                .forEach(event -> {
                    streams.add(event.stream());
                    streams.addAll(event.named());
                });
        Known known = new Known(Prefetched.load(log, streams, batch.events().size() > 1));
        Map<String, Aggregate<Deal>> loadedDeals = new HashMap<>();
        Map<String, Aggregate<Activity>> loadedActivities = new HashMap<>();
        for (CrmMessage event : batch.events()) {
            if (known.missing(event).isPresent()) {
                continue;
            }
            if (event.isDeal()) {
                loadedDeals.computeIfAbsent(event.stream(), s -> loadOrCreate(deals, s, Deal::new));
            } else {
                loadedActivities.computeIfAbsent(
                        event.stream(), s -> loadOrCreate(activities, s, Activity::new));
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (CrmMessage event : batch.events()) {
            Optional<String> missing = known.missing(event);
            if (missing.isPresent()) {
                outcomes.add(new Outcome.Parked(event, missing.get(), null));
                continue;
            }
            ZoneId zone = known.zone(event);
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

    private static Outcome outcome(Recording recording) {
        return switch (recording) {
            case RECORDED -> new Outcome.Accepted();
            case DUPLICATE -> new Outcome.Duplicate();
            case ID_REUSED -> new Outcome.Refused(new Fault("id", Reason.ID_REUSED));
        };
    }

    /** What the log knows of the reps and accounts that the batch names. */
    private final class Known {

        private final Map<String, List<LogLine>> streams;
        private final Map<String, Rep> reps = new HashMap<>();

        Known(Map<String, List<LogLine>> streams) {
            this.streams = streams;
        }

        Optional<String> missing(CrmMessage event) {
            return event.named().stream()
                    .filter(stream -> streams.getOrDefault(stream, List.of()).isEmpty())
                    .findFirst();
        }

        ZoneId zone(CrmMessage event) {
            Report report = event.report();
            if (report == null) {
                return ZoneOffset.UTC;
            }
            String stream = Streams.rep(report.rep());
            return reps.computeIfAbsent(stream, this::fold).timeZone(report.date());
        }

        private Rep fold(String stream) {
            return Rep.of(
                    streams.getOrDefault(stream, List.of()).stream()
                            .map(l -> (RepEvent) codec.read(l))
                            .toList());
        }
    }
}
