package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.record.Recording;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coaching talk or a training that a manager logs by hand, or takes back.
 *
 * @param kind null where it is taken back
 * @param report null where it is taken back
 */
public record Conversation(CrmVersion crm, @Nullable FactKind kind, @Nullable Report report)
        implements CrmMessage {

    @Override
    public String typeName() {
        return kind == null ? "conversation.retracted" : "conversation.logged";
    }

    @Override
    public Recording tell(Activity activity, ZoneId zone) {
        return kind == null || report == null
                ? activity.takeBack(crm)
                : activity.log(crm, kind, report);
    }

    /** What is taken back has to be there. */
    @Override
    public List<String> named() {
        return List.of(report == null ? stream() : Streams.rep(report.rep()));
    }
}
