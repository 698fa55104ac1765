package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.record.Recording;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.CrmEventType;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event as a CRM sent it, read and checked by itself.
 *
 * @param kind of an activity; null for a deal and for a retraction
 * @param report null for a retraction; its business date is still that of UTC
 * @param cloudEvent in structured mode, as it came
 */
public record CrmEvent(
        CrmEventType type,
        CrmVersion crm,
        @Nullable FactKind kind,
        @Nullable Report report,
        JsonNode cloudEvent)
        implements CrmMessage {

    /** The CloudEvent as JSON. */
    public byte[] body() {
        return StrictJson.write(cloudEvent);
    }

    @Override
    public boolean isDeal() {
        return type.isDeal();
    }

    @Override
    public String typeName() {
        return type.code();
    }

    @Override
    public Recording tell(Deal deal, ZoneId zone) {
        return deal.report(dealEvent(zone));
    }

    @Override
    public Recording tell(Activity activity, ZoneId zone) {
        return kind == null ? activity.retract(crm) : activity.report(crm, kind, reportIn(zone));
    }

    /** What it reports, with the business date in the rep's time zone. */
    private Report reportIn(ZoneId zone) {
        if (report == null) {
            throw new IllegalStateException("a retraction reports nothing");
        }
        return report.dated(businessDate(report.occurredAt(), zone));
    }

    /** A date is the business date; an instant falls on the day that it is in the zone. */
    static LocalDate businessDate(String occurredAt, ZoneId zone) {
        return occurredAt.indexOf('T') < 0 && occurredAt.indexOf('t') < 0
                ? LocalDate.parse(occurredAt)
                : OffsetDateTime.parse(occurredAt).atZoneSameInstant(zone).toLocalDate();
    }

    /** The event that is recorded where the record is not known yet. */
    public Event event(ZoneId zone) {
        if (isDeal()) {
            return dealEvent(zone);
        }
        return kind == null
                ? new ActivityEvent.ActivityRetracted(crm)
                : new ActivityEvent.ActivityRecorded(crm, kind, reportIn(zone));
    }

    /** The deal event it stands for. */
    private DealEvent dealEvent(ZoneId zone) {
        return switch (type) {
            case DEAL_OPENED -> new DealEvent.DealOpened(crm, reportIn(zone));
            case DEAL_ADVANCED -> new DealEvent.DealAdvanced(crm, reportIn(zone));
            case DEAL_WON -> new DealEvent.DealWon(crm, reportIn(zone));
            case DEAL_LOST -> new DealEvent.DealLost(crm, reportIn(zone));
            case DEAL_REOPENED -> new DealEvent.DealReopened(crm, reportIn(zone));
            case DEAL_AMENDED -> new DealEvent.DealAmended(crm, reportIn(zone));
            case DEAL_RETRACTED -> new DealEvent.DealRetracted(crm);
            default -> throw new IllegalStateException(type + " is no deal");
        };
    }
}
