package dev.yardstick.command.account;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.Streams;
import dev.yardstick.events.oversight.OverTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A customer: its class and strategy, and the rep who owns it, over time. */
@AggregateRoot(type = "account")
public class Account {

    private record Kind(
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable Baseline baseline) {

        static Kind of(AccountRegistered e) {
            return new Kind(e.name(), e.tier(), e.strategy(), e.baseline());
        }
    }

    private record Ownership(@Nullable String owner, boolean inherited) {

        static Ownership of(AccountRegistered e) {
            return new Ownership(e.owner(), e.inherited());
        }
    }

    @AggregateIdentifier private @Nullable String stream;
    private final OverTime<Kind> kinds = new OverTime<>();
    private final OverTime<Ownership> ownerships = new OverTime<>();

    /** None yet. */
    public Account() {}

    /** The account whose events these are, in order. */
    public static Account of(List<AccountEvent> events) {
        Account account = new Account();
        events.forEach(account::on);
        return account;
    }

    /** The owners on the days from one to another, {@code ""} for none; of none yet nobody. */
    public Set<String> owners(LocalDate one, LocalDate other) {
        return stream == null
                ? Set.of()
                : ownerships.between(one, other).stream()
                        .map(ownership -> Objects.requireNonNullElse(ownership.owner(), ""))
                        .collect(Collectors.toSet());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StateAccount command) {
        state(command.stated());
    }

    private void state(AccountRegistered stated) {
        if (stream == null) {
            apply(stated);
            return;
        }
        if (!Kind.of(stated).equals(kinds.at(stated.on()))) {
            apply(
                    new AccountReclassified(
                            stated.account(),
                            stated.on(),
                            stated.name(),
                            stated.tier(),
                            stated.strategy(),
                            stated.baseline()));
        }
        if (!Ownership.of(stated).equals(ownerships.at(stated.on()))) {
            apply(
                    new AccountAssigned(
                            stated.account(), stated.on(), stated.owner(), stated.inherited()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ObserveAccount command) {
        Kind kind = stream == null ? null : kinds.at(command.on());
        Ownership owned = stream == null ? null : ownerships.at(command.on());
        state(
                new AccountRegistered(
                        command.account(),
                        command.on(),
                        command.name(),
                        command.tier() == null && kind != null ? kind.tier() : command.tier(),
                        command.tellsOwner() || owned == null ? command.owner() : owned.owner(),
                        owned != null
                                && owned.inherited()
                                && (!command.tellsOwner()
                                        || Objects.equals(command.owner(), owned.owner())),
                        kind == null ? null : kind.strategy(),
                        kind == null ? null : kind.baseline()));
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        stream = Streams.account(event.account());
        switch (event) {
            case AccountRegistered e -> {
                kinds.change(e.on(), Kind.of(e));
                ownerships.change(e.on(), Ownership.of(e));
            }
            case AccountReclassified e ->
                    kinds.change(e.on(), new Kind(e.name(), e.tier(), e.strategy(), e.baseline()));
            case AccountAssigned e ->
                    ownerships.change(e.on(), new Ownership(e.owner(), e.inherited()));
        }
    }
}
