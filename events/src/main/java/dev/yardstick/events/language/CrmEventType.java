package dev.yardstick.events.language;

import static dev.yardstick.events.language.FactField.AMOUNT;
import static dev.yardstick.events.language.FactField.ASPECT;
import static dev.yardstick.events.language.FactField.COURSE;
import static dev.yardstick.events.language.FactField.CURRENCY;
import static dev.yardstick.events.language.FactField.DAYS;
import static dev.yardstick.events.language.FactField.HOURS;
import static dev.yardstick.events.language.FactField.RATING;

import dev.yardstick.events.DealEvent;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The canonical types of what a CRM can tell, and what each needs to be told. */
public enum CrmEventType {
    CALL("crm.call.logged", FactKind.CALL),
    MEETING("crm.meeting.held", FactKind.MEETING),
    LEAD("crm.lead.generated", FactKind.LEAD),
    COLLABORATION("crm.collaboration.held", FactKind.COLLABORATION),
    TRAVEL("crm.travel.logged", FactKind.TRAVEL, List.of(DAYS, HOURS)),
    PAPERWORK("crm.paperwork.filed", FactKind.PAPERWORK),
    TRAINING("crm.training.completed", FactKind.TRAINING, List.of(COURSE)),
    COACHING("crm.coaching.held", FactKind.COACHING),
    ASSESSMENT("crm.conduct.assessed", FactKind.ASSESSMENT, List.of(ASPECT), List.of(RATING)),
    ACTIVITY_RETRACTED("crm.activity.retracted", null),
    DEAL_OPENED("crm.deal.opened", null),
    DEAL_ADVANCED("crm.deal.advanced", null),
    DEAL_WON("crm.deal.won", null, List.of(AMOUNT)),
    DEAL_LOST("crm.deal.lost", null),
    DEAL_REOPENED("crm.deal.reopened", null),
    DEAL_AMENDED("crm.deal.amended", null, List.of(AMOUNT)),
    DEAL_RETRACTED("crm.deal.retracted", null);

    private static final Map<String, CrmEventType> BY_CODE =
            Stream.of(values()).collect(Collectors.toMap(CrmEventType::code, type -> type));

    /** A currency only where there is an amount. */
    private static final List<FactField> NEEDED_BY_ALL =
            Stream.of(FactField.values())
                    .filter(field -> field.isAlwaysNeeded() || field == CURRENCY)
                    .toList();

    private final String code;
    private final @Nullable FactKind activity;
    private final List<List<FactField>> needs;

    /** Of each list one field at least has to be told, beside what every type needs. */
    @SafeVarargs
    CrmEventType(String code, @Nullable FactKind activity, List<FactField>... needs) {
        this.code = code;
        this.activity = activity;
        this.needs = List.of(needs);
    }

    public String code() {
        return code;
    }

    /** The codes of all, for messages. */
    public static String codes() {
        return Stream.of(values()).map(CrmEventType::code).collect(Collectors.joining(", "));
    }

    /** The kind of activity; null for deals and for the retraction of an activity. */
    public @Nullable FactKind activity() {
        return activity;
    }

    public boolean isDeal() {
        return code.startsWith("crm.deal.");
    }

    public boolean isRetraction() {
        return this == ACTIVITY_RETRACTED || this == DEAL_RETRACTED;
    }

    /**
     * What it needs, where some fields are told: of each list one at least. An amount needs its
     * currency, whatever the type.
     */
    public List<List<FactField>> missing(Predicate<FactField> told) {
        if (isRetraction()) {
            return List.of();
        }
        List<List<FactField>> missing = new ArrayList<>();
        for (FactField field : NEEDED_BY_ALL) {
            if (!told.test(field) && (field != CURRENCY || told.test(AMOUNT))) {
                missing.add(List.of(field));
            }
        }
        for (List<FactField> anyOf : needs) {
            if (anyOf.stream().noneMatch(told)) {
                missing.add(anyOf);
            }
        }
        return missing;
    }

    /** The type of that name; null when there is none. */
    public static @Nullable CrmEventType find(String code) {
        return BY_CODE.get(code);
    }

    /** The type of that name; an unknown one is an {@link IllegalArgumentException}. */
    public static CrmEventType of(String code) {
        CrmEventType found = find(code);
        if (found == null) {
            throw new RefusedValueException(Reason.ONE_OF.of(codes()));
        }
        return found;
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
}
