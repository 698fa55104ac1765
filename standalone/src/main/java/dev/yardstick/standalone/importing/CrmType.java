package dev.yardstick.standalone.importing;

import static dev.yardstick.standalone.importing.CrmField.AMOUNT;
import static dev.yardstick.standalone.importing.CrmField.ASPECT;
import static dev.yardstick.standalone.importing.CrmField.COURSE;
import static dev.yardstick.standalone.importing.CrmField.DAYS;
import static dev.yardstick.standalone.importing.CrmField.HOURS;
import static dev.yardstick.standalone.importing.CrmField.OCCURRED_AT;
import static dev.yardstick.standalone.importing.CrmField.RATING;
import static dev.yardstick.standalone.importing.CrmField.REP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of a canonical CRM event, and what each needs to be told. */
enum CrmType {
    CALL("crm.call.logged"),
    MEETING("crm.meeting.held"),
    LEAD("crm.lead.generated"),
    COLLABORATION("crm.collaboration.held"),
    TRAVEL("crm.travel.logged", List.of(DAYS, HOURS)),
    PAPERWORK("crm.paperwork.filed"),
    TRAINING("crm.training.completed", List.of(COURSE)),
    COACHING("crm.coaching.held"),
    ASSESSMENT("crm.conduct.assessed", List.of(ASPECT), List.of(RATING)),
    ACTIVITY_RETRACTED("crm.activity.retracted"),
    DEAL_OPENED("crm.deal.opened"),
    DEAL_ADVANCED("crm.deal.advanced"),
    DEAL_WON("crm.deal.won", List.of(AMOUNT)),
    DEAL_LOST("crm.deal.lost"),
    DEAL_REOPENED("crm.deal.reopened"),
    DEAL_AMENDED("crm.deal.amended", List.of(AMOUNT)),
    DEAL_RETRACTED("crm.deal.retracted");

    private final String code;
    private final List<List<CrmField>> needs;

    @SafeVarargs
    CrmType(String code, List<CrmField>... more) {
        this.code = code;
        List<List<CrmField>> all = new ArrayList<>();
        if (!code.endsWith(".retracted")) {
            all.add(List.of(REP));
            all.add(List.of(OCCURRED_AT));
            all.addAll(List.of(more));
        }
        this.needs = List.copyOf(all);
    }

    String code() {
        return code;
    }

    /** Of each list at least one field has to be told. */
    List<List<CrmField>> needs() {
        return needs;
    }

    boolean isRetraction() {
        return needs.isEmpty();
    }

    static Optional<CrmType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** All of them, for messages. */
    static String codes() {
        return Arrays.stream(values()).map(CrmType::code).collect(Collectors.joining(", "));
    }
}
