package dev.yardstick.command.oversight;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import dev.yardstick.events.Streams;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A manager, a team or a business unit, and who answers for its reps. */
@AggregateRoot(type = "oversight")
public class Overseen {

    /** A deputy stands in for a time: it has to be said anew after so many years. */
    private static final int MOST_YEARS = 1;

    @AggregateIdentifier private @Nullable String stream;
    private final Overseers overseers = new Overseers();
    private final Set<OversightEvent> withdrawn = new HashSet<>();

    /** Nobody yet. */
    public Overseen() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(OversightCommand.Give command, Oversight.Source known) {
        OversightGiven given = command.said();
        requirePossible(given, new Oversight(known));
        if (!overseers.all().contains(given)) {
            apply(given);
        }
    }

    private static void requirePossible(OversightGiven given, Oversight oversight) {
        LocalDate to = given.to();
        if (to != null && to.isBefore(given.from())) {
            throw new InvalidException("to", Reason.BEFORE_FROM_ON.of(given.from()));
        }
        if (given.kind() == Kind.DEPUTY) {
            if (to == null) {
                throw new InvalidException("to", Reason.GIVEN);
            }
            if (to.isAfter(given.from().plusYears(MOST_YEARS))) {
                throw new InvalidException(
                        "to", Reason.YEARS_AFTER_FROM_ON.of(MOST_YEARS, given.from()));
            }
            if (given.by().equals(given.of())) {
                throw new InvalidException("by", Reason.OVERSEES_HERSELF.of(given.of()));
            }
        }
        if (given.kind() == Kind.SUPERIOR
                && oversight.everLeads(given.of(), given.by(), given.from(), to)) {
            throw new InvalidException("by", Reason.LEADS_IN_CIRCLE.of(given.of(), given.by()));
        }
    }

    @CommandHandler
    void handle(OversightCommand.Withdraw command) {
        OversightWithdrawn said = command.said();
        boolean stands =
                overseers.all().stream()
                        .anyMatch(one ->
                                one.by().equals(said.by()) && one.from().equals(said.from()));
        if (stands) {
            apply(said);
        } else if (!withdrawn.contains(said)) {
            throw new NotFoundException(
                    Reason.NO_SUCH.of(command.stream() + "/" + said.by() + " from " + said.from()));
        }
    }

    @EventSourcingHandler
    void on(OversightEvent event) {
        stream = Streams.oversight(event.kind(), event.of());
        overseers.on(event);
        if (event instanceof OversightWithdrawn) {
            withdrawn.add(event);
        }
    }
}
