package dev.yardstick.command.intake.dialect;

import java.util.List;

/**
 * What the statuses of one object of a CRM mean here. The CRM's users may add to its list, so one
 * that is neither named here nor in a connection's mapping means nothing yet. Letter case does not
 * matter.
 *
 * @param field the CRM's field
 * @param done it took place
 * @param notDone it did not, or not yet
 * @param mayLack whether the CRM leaves the field empty of what took place; if not, an empty one is
 *     as unclear as an unknown one
 */
public record Statuses(String field, List<String> done, List<String> notDone, boolean mayLack) {

    static boolean contains(List<String> statuses, String status) {
        return statuses.stream().anyMatch(status::equalsIgnoreCase);
    }
}
