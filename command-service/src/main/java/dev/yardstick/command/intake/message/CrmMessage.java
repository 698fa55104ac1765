package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.record.Recording;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a CRM, or a manager by hand, tells of one activity or one deal, read and checked
 * by itself.
 */
public sealed interface CrmMessage permits CrmEvent, CrmSnapshot, Conversation {

    CrmVersion crm();

    /** Whether it is about a deal, and no activity. */
    default boolean isDeal() {
        return false;
    }

    /** What kind of telling it is, as an operator would call it. */
    String typeName();

    /** What it reports, its business date still that of UTC; null when it takes something back. */
    @Nullable Report report();

    /** Records it with a deal, where it is about one. */
    default Recording tell(Deal deal, ZoneId zone) {
        throw new IllegalStateException(typeName() + " is about no deal");
    }

    /** Records it with an activity, where it is about one. */
    default Recording tell(Activity activity, ZoneId zone) {
        throw new IllegalStateException(typeName() + " is about no activity");
    }

    /** The stream that it belongs to. */
    default String stream() {
        return isDeal()
                ? Streams.deal(crm().source(), crm().subject())
                : Streams.activity(crm().source(), crm().subject());
    }

    /** Under whose key its texts are sealed; none when it takes something back. */
    default Set<String> persons() {
        Report report = report();
        return report == null ? Set.of() : Set.of(report.rep());
    }

    /** The streams of the reps and the account that it names and that have to exist. */
    default List<String> named() {
        List<String> named = new ArrayList<>();
        Report report = report();
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
}
