package dev.yardstick.events.codec;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.IntakeEvent;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.TokenEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stable name and the current revision of every event; names never change. */
public final class EventTypes {

    /**
     * An event's type as the log knows it.
     *
     * @param name kebab-case, for ever
     * @param revision of its JSON, from 1
     */
    public record EventType(String name, int revision, Class<? extends Event> event) {}

    /** All types. */
    public static final List<EventType> ALL =
            List.of(
                    new EventType("rep-hired", 1, RepEvent.RepHired.class),
                    new EventType("rep-amended", 1, RepEvent.RepAmended.class),
                    new EventType("rep-transferred", 1, RepEvent.RepTransferred.class),
                    new EventType("rep-absent", 1, RepEvent.RepAbsent.class),
                    new EventType("rep-absence-cancelled", 1, RepEvent.RepAbsenceCancelled.class),
                    new EventType("rep-left", 1, RepEvent.RepLeft.class),
                    new EventType("rep-erased", 1, RepEvent.RepErased.class),
                    new EventType("matter-snoozed", 1, RepEvent.MatterSnoozed.class),
                    new EventType("agreement-made", 1, RepEvent.AgreementMade.class),
                    new EventType("agreement-settled", 1, RepEvent.AgreementSettled.class),
                    new EventType("talk-planned", 1, RepEvent.TalkPlanned.class),
                    new EventType("talk-cancelled", 1, RepEvent.TalkCancelled.class),
                    new EventType("account-registered", 1, AccountEvent.AccountRegistered.class),
                    new EventType(
                            "account-reclassified", 1, AccountEvent.AccountReclassified.class),
                    new EventType("account-assigned", 1, AccountEvent.AccountAssigned.class),
                    new EventType("expectation-set", 1, ExpectationEvent.ExpectationSet.class),
                    new EventType(
                            "expectation-revised", 1, ExpectationEvent.ExpectationRevised.class),
                    new EventType(
                            "expectation-communicated",
                            1,
                            ExpectationEvent.ExpectationCommunicated.class),
                    new EventType(
                            "expectation-acknowledged",
                            1,
                            ExpectationEvent.ExpectationAcknowledged.class),
                    new EventType(
                            "expectation-disputed", 1, ExpectationEvent.ExpectationDisputed.class),
                    new EventType(
                            "expectation-closed", 1, ExpectationEvent.ExpectationClosed.class),
                    new EventType(
                            "communication-withdrawn",
                            1,
                            ExpectationEvent.CommunicationWithdrawn.class),
                    new EventType("dispute-answered", 1, ExpectationEvent.DisputeAnswered.class),
                    new EventType("rates-fixed", 1, CompanyEvent.RatesFixed.class),
                    new EventType("holidays-fixed", 1, CompanyEvent.HolidaysFixed.class),
                    new EventType("template-set", 1, CompanyEvent.TemplateSet.class),
                    new EventType("forecast-calibrated", 1, CompanyEvent.ForecastCalibrated.class),
                    new EventType("connection-defined", 1, IntakeEvent.ConnectionDefined.class),
                    new EventType("parked-resolved", 1, IntakeEvent.ParkedResolved.class),
                    new EventType("access-token-issued", 1, TokenEvent.AccessTokenIssued.class),
                    new EventType("access-token-revoked", 1, TokenEvent.AccessTokenRevoked.class),
                    new EventType("activity-recorded", 1, ActivityEvent.ActivityRecorded.class),
                    new EventType("activity-corrected", 1, ActivityEvent.ActivityCorrected.class),
                    new EventType("activity-retracted", 1, ActivityEvent.ActivityRetracted.class),
                    new EventType("deal-opened", 1, DealEvent.DealOpened.class),
                    new EventType("deal-advanced", 1, DealEvent.DealAdvanced.class),
                    new EventType("deal-won", 1, DealEvent.DealWon.class),
                    new EventType("deal-lost", 1, DealEvent.DealLost.class),
                    new EventType("deal-reopened", 1, DealEvent.DealReopened.class),
                    new EventType("deal-amended", 1, DealEvent.DealAmended.class),
                    new EventType("deal-retracted", 1, DealEvent.DealRetracted.class),
                    new EventType("oversight-given", 1, OversightEvent.OversightGiven.class),
                    new EventType(
                            "oversight-withdrawn", 1, OversightEvent.OversightWithdrawn.class));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream()
                    .collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS =
            ALL.stream()
                    .collect(Collectors.toUnmodifiableMap(EventType::event, Function.identity()));

    private EventTypes() {}

    /** The type of an event. */
    public static EventType of(Event event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " has no stable name");
        }
        return type;
    }

    /**
     * The type with a name.
     *
     * @throws UnreadableEventException when this version does not know it
     */
    public static EventType named(String name) {
        EventType type = BY_NAME.get(name);
        if (type == null) {
            throw new UnreadableEventException("unknown event type " + name, null);
        }
        return type;
    }
}
