package dev.yardstick.command.intake;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * One event as a CRM sent it, read and checked by itself.
 *
 * @param kind of an activity; null for a deal and for a retraction
 * @param report null for a retraction; its business date is still that of UTC
 * @param body the CloudEvent in structured mode, JSON
 */
record CrmEvent(
        CrmEventType type,
        CrmVersion crm,
        @Nullable FactKind kind,
        @Nullable Report report,
        byte[] body) {

    String stream() {
        return type.isDeal()
                ? Streams.deal(crm.source(), crm.subject())
                : Streams.activity(crm.source(), crm.subject());
    }

    /** The streams of the reps and the account that it names and that have to exist. */
    List<String> named() {
        List<String> named = new ArrayList<>();
        if (report != null) {
            named.add(Streams.rep(report.rep()));
            if (report.credits() != null) {
                report.credits().forEach(credit -> named.add(Streams.rep(credit.rep())));
            }
            if (report.account() != null) {
                named.add(Streams.account(report.account()));
            }
        }
        return named;
    }

    /** What it reports, with the business date in the rep's time zone. */
    Report reportIn(ZoneId zone) {
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

    /** The deal event it stands for. */
    DealEvent dealEvent(ZoneId zone) {
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
