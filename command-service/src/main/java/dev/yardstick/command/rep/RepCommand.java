package dev.yardstick.command.rep;

import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.Streams;
import java.time.LocalDate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be said of a rep. */
public sealed interface RepCommand {

    /** The rep's id. */
    String rep();

    /** The rep's stream. */
    @TargetAggregateIdentifier
    default String stream() {
        return Streams.rep(rep());
    }

    /**
     * States a rep's fields as of a day: hires, transfers and amends, as far as they are not in
     * force yet; a departed rep with a later hire date is hired again.
     *
     * @param stated the fields as of a day, as whoever is hired so has them
     */
    record StateRep(RepHired stated) implements RepCommand {

        @Override
        public String rep() {
            return stated.rep();
        }
    }

    /**
     * Reports that a rep is away; the same days again are the same absence.
     *
     * @param absence the id that it gets when it is new
     * @param to the last day, included; null: not known yet
     */
    record ReportAbsence(String rep, String absence, LocalDate from, @Nullable LocalDate to)
            implements RepCommand {}

    /** Says that an absence did not take place. */
    record CancelAbsence(String rep, String absence) implements RepCommand {}

    /** Says that a rep leaves; {@code on} is the last day, and may be stated again. */
    record ReportDeparture(String rep, LocalDate on) implements RepCommand {}

    /** Puts off what is to be spoken about; once more with the same words changes nothing. */
    record SnoozeMatter(MatterSnoozed snoozed) implements RepCommand {

        @Override
        public String rep() {
            return snoozed.rep();
        }
    }

    /** Agrees on something; once more with the same words changes nothing. */
    record MakeAgreement(AgreementMade made) implements RepCommand {

        @Override
        public String rep() {
            return made.rep();
        }
    }

    /** Says what became of an agreement. */
    record SettleAgreement(AgreementSettled settled) implements RepCommand {

        @Override
        public String rep() {
            return settled.rep();
        }
    }

    /** Plans a talk; once more with the same words changes nothing. */
    record PlanTalk(TalkPlanned planned) implements RepCommand {

        @Override
        public String rep() {
            return planned.rep();
        }
    }

    /** Says that a planned talk is not to be. */
    record CancelTalk(String rep, String talk) implements RepCommand {}

    /** Records that all texts about a rep are gone; once more changes nothing. */
    record EraseRep(String rep, String reason) implements RepCommand {}
}
