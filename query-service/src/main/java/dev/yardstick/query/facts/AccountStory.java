package dev.yardstick.query.facts;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.oversight.OverTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An account over time, as known at some position. */
public final class AccountStory {

    /** Name and class. */
    public record Kind(
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable Baseline baseline) {}

    /** Who owns it. */
    public record Ownership(@Nullable String owner, boolean inherited) {}

    private final List<Recorded<AccountEvent>> events;
    private final OverTime<Kind> kinds = new OverTime<>();
    private final OverTime<Ownership> ownerships = new OverTime<>();

    /** Folds an account's events, one at least, in the order of positions. */
    public AccountStory(List<Recorded<AccountEvent>> events) {
        this.events = List.copyOf(events);
        events.forEach(recorded -> on(recorded.event()));
    }

    /** Its events, in the order of positions. */
    public List<Recorded<AccountEvent>> events() {
        return events;
    }

    private void on(AccountEvent event) {
        switch (event) {
            case AccountRegistered e -> {
                kinds.change(e.on(), new Kind(e.name(), e.tier(), e.strategy(), e.baseline()));
                ownerships.change(e.on(), new Ownership(e.owner(), e.inherited()));
            }
            case AccountReclassified e ->
                    kinds.change(e.on(), new Kind(e.name(), e.tier(), e.strategy(), e.baseline()));
            case AccountAssigned e ->
                    ownerships.change(e.on(), new Ownership(e.owner(), e.inherited()));
        }
    }

    /** Name and class on a day. */
    public Kind kind(LocalDate on) {
        return kinds.at(on);
    }

    /** All who ever owned it. */
    public Set<String> owners() {
        return ownerships.dates().stream()
                .map(date -> ownerships.at(date).owner())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The owner on a day. */
    public Ownership ownership(LocalDate on) {
        return ownerships.at(on);
    }

    /** A field on a day: tier, strategy, inherited or id; null where it has none. */
    public @Nullable String field(String id, String field, LocalDate on) {
        return switch (field) {
            case "id" -> id;
            case "tier" -> kind(on).tier();
            case "strategy" -> kind(on).strategy();
            case "inherited" -> String.valueOf(ownership(on).inherited());
            default -> throw new IllegalArgumentException("unknown account field " + field);
        };
    }

    /** The days from which something else may hold. */
    public List<LocalDate> changes() {
        List<LocalDate> changes = new ArrayList<>(kinds.dates());
        changes.addAll(ownerships.dates());
        return changes;
    }
}
