package dev.yardstick.command.intake.dialect;

import dev.yardstick.command.deal.DealSnapshot;
import dev.yardstick.events.Characters;
import dev.yardstick.events.FactKind;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;

/** What is to be done about a notice. */
public sealed interface Step {

    /** A step that states something of a record of the CRM. */
    sealed interface State extends Step {

        /** The CRM's id of the record. */
        String record();

        /** The CRM's version of it. */
        Instant version();
    }

    /**
     * An activity took place.
     *
     * @param record its type and id, {@code call:17}
     * @param data the canonical fields
     */
    record Done(String record, Instant version, FactKind kind, ObjectNode data) implements State {
        /** Blanks at an id's ends are no part of it. */
        public Done {
            record = Characters.strip(record);
        }
    }

    /**
     * How a deal is.
     *
     * @param openedAt when it was opened, where the CRM says so
     * @param closedAt since when it is won or lost, where the CRM says so
     * @param closedOn the business date of the close; null: that of {@code closedAt}
     * @param data the canonical fields without {@code occurredAt}
     */
    record Deal(
            String record,
            Instant version,
            DealSnapshot.Status status,
            @Nullable Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable String closedOn,
            ObjectNode data)
            implements State {
        /** Blanks at an id's ends are no part of it. */
        public Deal {
            record = Characters.strip(record);
        }
    }

    /**
     * How an account is; what is null stays as it is.
     *
     * @param account our id
     * @param tellsOwner whether the CRM says who owns it, perhaps nobody
     */
    record Account(
            String record,
            Instant version,
            String account,
            LocalDate on,
            String name,
            @Nullable String tier,
            boolean tellsOwner,
            @Nullable String owner)
            implements State {
        /** Blanks at the ends of ids and names are no part of them. */
        public Account {
            record = Characters.strip(record);
            account = Characters.strip(account);
            name = Characters.strip(name);
            owner = owner == null ? null : Characters.strip(owner);
        }
    }

    /**
     * The CRM has an activity or a deal no more, or it did not take place.
     *
     * @param clocked whether the version is the CRM's own time; if not, it is ours
     */
    record Gone(String record, Instant version, boolean deal, boolean clocked) implements State {
        /** Blanks at an id's ends are no part of it. */
        public Gone {
            record = Characters.strip(record);
        }
    }

    /**
     * The notice tells too little: the record has to be fetched.
     *
     * @param object the CRM's type of it, as its API names it
     * @param id the CRM's id of it
     */
    record Fetch(String object, String id) implements Step {}

    /** Nothing: it counts nowhere. */
    record Nothing(String reason) implements Step {}
}
