package dev.yardstick.standalone.csv;

import static dev.yardstick.standalone.csv.CrmField.AMOUNT;
import static dev.yardstick.standalone.csv.CrmField.ASPECT;
import static dev.yardstick.standalone.csv.CrmField.COURSE;
import static dev.yardstick.standalone.csv.CrmField.CURRENCY;
import static dev.yardstick.standalone.csv.CrmField.DAYS;
import static dev.yardstick.standalone.csv.CrmField.HOURS;
import static dev.yardstick.standalone.csv.CrmField.OCCURRED_AT;
import static dev.yardstick.standalone.csv.CrmField.RATING;
import static dev.yardstick.standalone.csv.CrmField.REP;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of a canonical CRM event, and what each needs to be told. */
public enum CrmType {
    CALL("crm.call.logged"),
    MEETING("crm.meeting.held"),
    LEAD("crm.lead.generated"),
    COLLABORATION("crm.collaboration.held"),
    TRAVEL("crm.travel.logged"),
    PAPERWORK("crm.paperwork.filed"),
    TRAINING("crm.training.completed"),
    COACHING("crm.coaching.held"),
    ASSESSMENT("crm.conduct.assessed"),
    ACTIVITY_RETRACTED("crm.activity.retracted"),
    DEAL_OPENED("crm.deal.opened"),
    DEAL_ADVANCED("crm.deal.advanced"),
    DEAL_WON("crm.deal.won"),
    DEAL_LOST("crm.deal.lost"),
    DEAL_REOPENED("crm.deal.reopened"),
    DEAL_AMENDED("crm.deal.amended"),
    DEAL_RETRACTED("crm.deal.retracted");

    /** What to do about a list of deals that tells no amounts. */
    static final String NO_AMOUNTS =
            " (of a list without amounts: {\"constant\": \"0\"} counts the deals and adds nothing;"
                    + " \"join\" takes amounts from another list)";

    private final String code;

    CrmType(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Of each list at least one field has to be told. */
    public List<List<CrmField>> needs() {
        return switch (this) {
            case ACTIVITY_RETRACTED, DEAL_RETRACTED -> List.of();
            case TRAVEL -> besides(List.of(DAYS, HOURS));
            case TRAINING -> besides(List.of(COURSE));
            case ASSESSMENT ->
                    List.of(List.of(REP), List.of(OCCURRED_AT), List.of(ASPECT), List.of(RATING));
            case DEAL_WON, DEAL_AMENDED ->
                    List.of(List.of(REP), List.of(OCCURRED_AT), List.of(AMOUNT), List.of(CURRENCY));
            default -> List.of(List.of(REP), List.of(OCCURRED_AT));
        };
    }

    private static List<List<CrmField>> besides(List<CrmField> anyOf) {
        return List.of(List.of(REP), List.of(OCCURRED_AT), anyOf);
    }

    boolean isRetraction() {
        return this == ACTIVITY_RETRACTED || this == DEAL_RETRACTED;
    }

    static Optional<CrmType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** All of them, for messages. */
    static String codes() {
        return Arrays.stream(values()).map(CrmType::code).collect(Collectors.joining(", "));
    }
}
