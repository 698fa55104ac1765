package dev.yardstick.command.intake.message;

import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.deal.DealSnapshot;
import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.CrmEventType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How a connected CRM shows one of its records, checked as a canonical event would be. */
public sealed interface CrmSnapshot extends CrmMessage {

    /**
     * Reads an instruction.
     *
     * @throws dev.yardstick.events.refusal.InvalidException with every fault
     */
    static CrmSnapshot of(Instruction.Done instruction, Sighting sighting) {
        CrmEventType type =
                Arrays.stream(CrmEventType.values())
                        .filter(t -> t.activity() == instruction.kind())
                        .findFirst()
                        .orElseThrow();
        return new Done(
                sighting,
                instruction.kind(),
                CrmEventReader.report(instruction.data(), type),
                type);
    }

    /**
     * Reads an instruction.
     *
     * @throws dev.yardstick.events.refusal.InvalidException with every fault
     */
    static CrmSnapshot of(Instruction.Deal instruction, Sighting sighting) {
        Instant opened = instruction.openedAt();
        Instant closed = instruction.closedAt();
        String closing =
                instruction.closedOn() != null
                        ? instruction.closedOn()
                        : String.valueOf(closed == null ? instruction.version() : closed);
        CrmEventType type =
                instruction.status() == Status.WON
                        ? CrmEventType.DEAL_WON
                        : CrmEventType.DEAL_ADVANCED;
        return new Shown(
                new DealSnapshot(
                        sighting,
                        instruction.status(),
                        opened,
                        dated(
                                instruction.data(),
                                String.valueOf(opened == null ? instruction.version() : opened),
                                type),
                        closed,
                        dated(instruction.data(), closing, type),
                        dated(instruction.data(), instruction.version().toString(), type)));
    }

    /** How it was come by. */
    Sighting sighting();

    @Override
    default CrmVersion crm() {
        return sighting().version();
    }

    private static Report dated(ObjectNode data, String occurredAt, CrmEventType type) {
        return CrmEventReader.report(data.deepCopy().put("occurredAt", occurredAt), type);
    }

    private static Report in(ZoneId zone, Report report) {
        return report.dated(CrmEvent.businessDate(report.occurredAt(), zone));
    }

    /** An activity that took place. */
    record Done(Sighting sighting, FactKind kind, Report report, CrmEventType type)
            implements CrmSnapshot {

        @Override
        public String typeName() {
            return type.code();
        }

        @Override
        public Recording tell(Activity activity, ZoneId zone) {
            return activity.observe(sighting, kind, in(zone, report));
        }
    }

    /** How a deal is. */
    record Shown(DealSnapshot snapshot) implements CrmSnapshot {

        @Override
        public Sighting sighting() {
            return snapshot.sighting();
        }

        @Override
        public boolean isDeal() {
            return true;
        }

        @Override
        public String typeName() {
            return "a deal that is " + snapshot.status().name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public Report report() {
            return snapshot.now();
        }

        @Override
        public Recording tell(Deal deal, ZoneId zone) {
            return deal.observe(
                    new DealSnapshot(
                            snapshot.sighting(),
                            snapshot.status(),
                            snapshot.openedAt(),
                            in(zone, snapshot.opening()),
                            snapshot.closedAt(),
                            in(zone, snapshot.closing()),
                            in(zone, snapshot.now())));
        }
    }

    /**
     * Something that is not.
     *
     * @param isGone whether the CRM has it no more; else it shows an activity as not done
     */
    record Not(Sighting sighting, boolean isDeal, boolean isGone) implements CrmSnapshot {

        @Override
        public String typeName() {
            return Objects.requireNonNull(
                    isDeal
                            ? CrmEventType.DEAL_RETRACTED.code()
                            : CrmEventType.ACTIVITY_RETRACTED.code());
        }

        @Override
        public @Nullable Report report() {
            return null;
        }

        @Override
        public Recording tell(Deal deal, ZoneId zone) {
            return deal.observeGone(sighting);
        }

        @Override
        public Recording tell(Activity activity, ZoneId zone) {
            return isGone ? activity.observeGone(sighting) : activity.observeNotDone(sighting);
        }
    }
}
