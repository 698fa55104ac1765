package dev.yardstick.command.intake.message;

import dev.yardstick.events.refusal.RefusedValueException;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.events.DealEvent;
import dev.yardstick.events.FactKind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The canonical types of what a CRM can tell. */
public enum CrmEventType {
    CALL("crm.call.logged", FactKind.CALL),
    MEETING("crm.meeting.held", FactKind.MEETING),
    LEAD("crm.lead.generated", FactKind.LEAD),
    COLLABORATION("crm.collaboration.held", FactKind.COLLABORATION),
    TRAVEL("crm.travel.logged", FactKind.TRAVEL),
    PAPERWORK("crm.paperwork.filed", FactKind.PAPERWORK),
    TRAINING("crm.training.completed", FactKind.TRAINING),
    COACHING("crm.coaching.held", FactKind.COACHING),
    ASSESSMENT("crm.conduct.assessed", FactKind.ASSESSMENT),
    ACTIVITY_RETRACTED("crm.activity.retracted", null),
    DEAL_OPENED("crm.deal.opened", null),
    DEAL_ADVANCED("crm.deal.advanced", null),
    DEAL_WON("crm.deal.won", null),
    DEAL_LOST("crm.deal.lost", null),
    DEAL_REOPENED("crm.deal.reopened", null),
    DEAL_AMENDED("crm.deal.amended", null),
    DEAL_RETRACTED("crm.deal.retracted", null);

    private final String code;
    private final @Nullable FactKind activity;

    CrmEventType(String code, @Nullable FactKind activity) {
        this.code = code;
        this.activity = activity;
    }

    public String code() {
        return code;
    }

    /** The kind of activity; null for deals and for the retraction of an activity. */
    @Nullable FactKind activity() {
        return activity;
    }

    public boolean isDeal() {
        return code.startsWith("crm.deal.");
    }

    boolean isRetraction() {
        return this == ACTIVITY_RETRACTED || this == DEAL_RETRACTED;
    }

    /** The type of that name; null when there is none. */
    public static @Nullable CrmEventType find(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElse(null);
    }

    /** The type that tells what is recorded. */
    public static CrmEventType of(DealEvent event) {
        return switch (event) {
            case DealEvent.DealOpened e -> DEAL_OPENED;
            case DealEvent.DealAdvanced e -> DEAL_ADVANCED;
            case DealEvent.DealWon e -> DEAL_WON;
            case DealEvent.DealLost e -> DEAL_LOST;
            case DealEvent.DealReopened e -> DEAL_REOPENED;
            case DealEvent.DealAmended e -> DEAL_AMENDED;
            case DealEvent.DealRetracted e -> DEAL_RETRACTED;
        };
    }

    static CrmEventType of(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new RefusedValueException(
                                Reason.ONE_OF.of(
                                        Arrays.stream(values())
                                                .map(CrmEventType::code)
                                                .collect(Collectors.joining(", ")))));
    }
}
