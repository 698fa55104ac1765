package dev.yardstick.events.codec;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.RepEvent.TalkCancelled;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.Report;
import dev.yardstick.events.TokenEvent;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which day an event is about. */
public final class EventDates {

    private EventDates() {}

    /** The business date, or the day from which it holds; null where it has none. */
    public static @Nullable LocalDate of(Event event) {
        return switch (event) {
            case RepHired e -> e.hiredOn();
            case RepAmended e -> e.on();
            case RepTransferred e -> e.on();
            case RepAbsent e -> e.from();
            case RepAbsenceCancelled e -> null;
            case RepLeft e -> e.on();
            case RepErased e -> null;
            case MatterSnoozed e -> e.on();
            case AgreementMade e -> e.on();
            case AgreementSettled e -> e.on();
            case TalkPlanned e -> e.on();
            case TalkCancelled e -> null;
            case AccountRegistered e -> e.on();
            case AccountReclassified e -> e.on();
            case AccountAssigned e -> e.on();
            case ExpectationSet e -> e.from();
            case ExpectationRevised e -> e.effectiveFrom();
            case ExpectationCommunicated e -> e.on();
            case ExpectationAcknowledged e -> e.on();
            case ExpectationDisputed e -> e.on();
            case ExpectationClosed e -> e.on();
            case CommunicationWithdrawn e -> null;
            case DisputeAnswered e -> e.on();
            case ActivityEvent e -> reported(e);
            case DealEvent e -> reported(e);
            case CompanyEvent e -> null;
            case IntakeEvent e -> null;
            case TokenEvent e -> null;
            case OversightEvent e -> e.from();
        };
    }

    private static @Nullable LocalDate reported(Event event) {
        Report report = CrmRecord.report(event);
        return report == null ? null : report.date();
    }
}
