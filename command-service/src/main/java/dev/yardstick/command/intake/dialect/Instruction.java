package dev.yardstick.command.intake.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.command.deal.DealSnapshot;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.refusal.Characters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is to be done about a notice. */
public sealed interface Instruction {

    /** An instruction that states something of a record of the CRM. */
    sealed interface State extends Instruction {

        /** Which record it is. */
        Subject subject();

        /** The CRM's version of it. */
        Instant version();
    }

    /**
     * An activity took place.
     *
     * @param data the canonical fields
     */
    record Done(Subject subject, Instant version, FactKind kind, ObjectNode data)
            implements State {}

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

        @Override
        public Subject subject() {
            return Subject.deal(record);
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

        @Override
        public Subject subject() {
            return Subject.account(record);
        }
    }

    /** The CRM has an activity, which did not take place, or not yet. */
    record NotDone(Subject subject, Instant version) implements State {}

    /**
     * The CRM has a record no more. An account stays known.
     *
     * @param clocked whether the version is the CRM's own time; if not, it is ours
     */
    record Gone(Subject subject, Instant version, boolean clocked) implements State {}

    /**
     * Another spelling of a record's id, under which it may have been recorded: there it is gone.
     *
     * @param version by our time
     */
    record Misspelt(Subject subject, Instant version) implements State {}

    /** How a record is cannot be told yet: it waits. */
    record Unclear(Subject subject, Instant version, String reason) implements State {}

    /**
     * The notice tells too little: the record has to be fetched.
     *
     * @param object the CRM's type of it, as its API names it
     * @param id the CRM's id of it
     * @param seen as of when the CRM is known to have it, by its clock; null: nobody knows
     */
    record Fetch(
            String object,
            String id,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant seen)
            implements Instruction {

        /** One of which nobody knows whether the CRM has it. */
        public Fetch(String object, String id) {
            this(object, id, null);
        }

        /** Where it is served, below an address. */
        public String address(String records) {
            return records + encoded(object) + "/" + encoded(id);
        }

        /** A text as part of an address. */
        public static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** The same, seen as of a time, unless it was seen later. */
        public Fetch seen(@Nullable Instant at) {
            return at == null || (seen != null && !at.isAfter(seen))
                    ? this
                    : new Fetch(object, id, at);
        }
    }

    /** Nothing: it counts nowhere. */
    record Nothing(String reason) implements Instruction {}
}
