package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.CrmVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The latest retraction of a record, which voids every version with a time up to its own. */
final class Retraction {

    private Instant time = Instant.MIN;
    private int line;

    void add(CrmVersion crm, int toldAt) {
        if (crm.time().isAfter(time)) {
            time = crm.time();
            line = toldAt;
        }
    }

    /** The version; null where it is void, or there is none. */
    @Nullable Version unlessVoid(@Nullable Version version) {
        return version == null || !version.time().isAfter(time) ? null : version;
    }

    /** Where the later of a version and this was told. */
    int line(@Nullable Version version) {
        Version valid = unlessVoid(version);
        return valid == null ? line : valid.line();
    }
}
