package dev.yardstick.command.intake.parking;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.message.CrmEvent;
import dev.yardstick.command.intake.message.CrmMessage;
import dev.yardstick.command.intake.message.RecordedEvents;
import dev.yardstick.command.intake.parking.Parking.Concerned;
import dev.yardstick.command.intake.parking.Parking.Form;
import dev.yardstick.command.intake.parking.Parking.Parked;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.language.CrmEventType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is parked about a record is settled by what states or retracts the record at the same time
 * or later, by whatever way that comes, and in either order: {@link #settle} is called after that
 * is recorded, {@link #isSettled} after something is parked, so that one of both sees the other.
 */
@Component
public record Settling(Parking parking, CrmAccounts accounts, RecordedEvents recorded) {

    /**
     * Something that is recorded of a record.
     *
     * @param version by the CRM's clock
     * @param type of a canonical event; null: it says all that there is to say of the record
     * @param credits whether it says who has the credit
     */
    public record Told(
            String stream,
            Instant version,
            boolean gone,
            @Nullable CrmEventType type,
            boolean credits) {

        public static Told by(CrmMessage telling) {
            return new Told(
                    telling.stream(),
                    telling.crm().asOf(),
                    telling.report() == null,
                    telling instanceof CrmEvent event ? event.type() : null,
                    telling.report() != null && telling.report().credits() != null);
        }
    }

    /** Forgets what is parked about records and older than what is recorded of them now. */
    public void settle(Collection<Told> told) {
        if (told.isEmpty()) {
            return;
        }
        Map<String, List<Told>> byStream =
                told.stream().collect(Collectors.groupingBy(Told::stream));
        List<Parked> page = parking.about(byStream.keySet(), Parking.BEFORE_ALL);
        while (!page.isEmpty()) {
            for (Parked parked : page) {
                List<Told> ofIt = byStream.getOrDefault(parked.concerned().stream(), List.of());
                if (ofIt.stream().anyMatch(one -> settles(one, parked))) {
                    parking.remove(parked.id());
                }
            }
            page = parking.about(byStream.keySet(), page.getLast().id());
        }
    }

    private static boolean settles(Told told, Parked parked) {
        Instant version = parked.concerned().version();
        if (version == null) {
            // the CRM had no such record when it was asked for
            return told.gone() || !told.version().isBefore(parked.entry().parkedAt());
        }
        return !version.isAfter(told.version()) && says(told, parked);
    }

    /** A canonical event of a deal says one thing of it; everything else all that there is. */
    private static boolean says(Told told, Parked parked) {
        if (told.gone() || told.type() == null || !told.type().isDeal()) {
            return true;
        }
        if (parked.form() != Form.EVENT) {
            return false;
        }
        CrmEventType older = CrmEventType.find(parked.entry().type());
        return older == null || says(told.type(), told.credits(), older, credits(parked));
    }

    private static boolean says(
            CrmEventType type, boolean credits, CrmEventType older, boolean olderCredits) {
        return switch (type) {
            case DEAL_WON, DEAL_LOST, DEAL_REOPENED -> older != CrmEventType.DEAL_OPENED;
            case DEAL_OPENED, DEAL_ADVANCED -> older == type || older == CrmEventType.DEAL_ADVANCED;
            case DEAL_AMENDED ->
                    older == CrmEventType.DEAL_ADVANCED
                            || (older == type && (credits || !olderCredits));
            default -> true;
        };
    }

    private static boolean credits(Parked parked) {
        byte[] body = parked.body();
        try {
            return body != null && StrictJson.read(body).path("data").hasNonNull("credits");
        } catch (UnreadableException e) {
            return false;
        }
    }

    /**
     * Whether the log knows by now what something parked is about.
     *
     * @param type of a canonical event; null for what says all that there is
     * @param credits whether it says who has the credit
     */
    public boolean isSettled(Concerned concerned, @Nullable CrmEventType type, boolean credits) {
        Instant version = concerned.version();
        if (concerned.stream().isEmpty()) {
            return false;
        }
        if (concerned.stream().startsWith("account/")) {
            return version == null
                    ? accounts.isKnown(concerned.stream())
                    : accounts.isNewer(concerned.stream(), version);
        }
        List<Event> events = recorded.events(concerned.stream());
        if (version == null) {
            return !events.isEmpty() && CrmRecord.valid(events).isEmpty();
        }
        return events.stream()
                .filter(event -> CrmRecord.version(event).asOf().isAfter(version))
                .anyMatch(event ->
                        type == null
                                || CrmRecord.isRetraction(event)
                                || !(event instanceof DealEvent deal)
                                || says(
                                        CrmEventType.of(deal),
                                        deal instanceof DealEvent.Reported reported
                                                && reported.report().credits() != null,
                                        type,
                                        credits));
    }

    /** Whether the log knows by now what an event that waits tells. */
    public boolean isSettled(CrmEvent event) {
        return isSettled(
                Concerned.by(event),
                event.type(),
                event.report() != null && event.report().credits() != null);
    }
}
