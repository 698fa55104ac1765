package dev.yardstick.command.rep;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.EraseRep;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.events.OverTime;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A salesperson: hired on a date, in a team, with a manager and a time zone. */
@AggregateRoot(type = "rep")
public class Rep {

    private record Details(
            Personal name,
            @Nullable Personal email,
            LocalDate hiredOn,
            String timeZone,
            @Nullable String calendar) {

        static Details of(RepHired e) {
            return new Details(e.name(), e.email(), e.hiredOn(), e.timeZone(), e.calendar());
        }
    }

    private record Place(String team, @Nullable String manager) {

        static Place of(RepHired e) {
            return new Place(e.team(), e.manager());
        }
    }

    private record Absence(LocalDate from, @Nullable LocalDate to) {}

    @AggregateIdentifier private @Nullable String stream;
    private final OverTime<Details> details = new OverTime<>();
    private final OverTime<Place> places = new OverTime<>();
    private final Map<String, Absence> absences = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private @Nullable LocalDate leftOn;
    private boolean erased;

    /** Nobody yet. */
    public Rep() {}

    /** The rep whose events these are, in order. */
    public static Rep of(List<RepEvent> events) {
        Rep rep = new Rep();
        events.forEach(rep::on);
        return rep;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StateRep command) {
        RepHired stated = command.stated();
        if (erased) {
            throw new RefusedException(Reason.ERASED_COMES_BACK.of(stated.rep()));
        }
        if (stream == null || isHiredAgain(stated.hiredOn())) {
            apply(stated);
            return;
        }
        if (!Details.of(stated).equals(details.at(stated.on()))) {
            apply(
                    new RepAmended(
                            stated.rep(),
                            stated.on(),
                            stated.name(),
                            stated.email(),
                            stated.hiredOn(),
                            stated.timeZone(),
                            stated.calendar()));
        }
        if (!Place.of(stated).equals(places.at(stated.on()))) {
            apply(new RepTransferred(stated.rep(), stated.on(), stated.team(), stated.manager()));
        }
    }

    @CommandHandler
    String handle(ReportAbsence command) {
        Absence absence = new Absence(command.from(), command.to());
        for (Map.Entry<String, Absence> known : absences.entrySet()) {
            if (known.getValue().equals(absence)) {
                return known.getKey();
            }
        }
        apply(new RepAbsent(command.rep(), command.absence(), command.from(), command.to()));
        return command.absence();
    }

    @CommandHandler
    void handle(CancelAbsence command) {
        if (absences.containsKey(command.absence())) {
            apply(new RepAbsenceCancelled(command.rep(), command.absence()));
        } else if (!cancelled.contains(command.absence())) {
            throw new NotFoundException(
                    Reason.NO_SUCH.of(command.stream() + "/absences/" + command.absence()));
        }
    }

    @CommandHandler
    void handle(ReportDeparture command) {
        LocalDate hiredOn = details.at(LocalDate.MAX).hiredOn();
        if (command.on().isBefore(hiredOn)) {
            throw new InvalidException("on", Reason.BEFORE_HIRE.of(hiredOn));
        }
        if (!command.on().equals(leftOn)) {
            apply(new RepLeft(command.rep(), command.on()));
        }
    }

    @CommandHandler
    void handle(EraseRep command) {
        if (!erased) {
            apply(new RepErased(command.rep(), command.reason()));
        }
    }

    /** Whether the rep was hired at all. */
    public boolean isKnown() {
        return stream != null;
    }

    /** The time zone in which the rep's days begin and end. */
    public ZoneId timeZone(LocalDate on) {
        return ZoneId.of(details.at(on).timeZone());
    }

    /** The day where the rep is. */
    public LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneId.of(details.at(LocalDate.MAX).timeZone()));
    }

    /** Whether she has left by now, or was erased; who is hired again has not left. */
    public boolean isGone(Instant now) {
        return erased || leftOn != null && leftOn.isBefore(day(now));
    }

    /** The manager's id on a day. */
    public @Nullable String manager(LocalDate on) {
        return places.at(on).manager();
    }

    /** Whether somebody manages her on each day from one to another. */
    public boolean isManagedBy(String manager, LocalDate one, LocalDate other) {
        return places.between(one, other).stream()
                .allMatch(place -> manager.equals(place.manager()));
    }

    /** From which day up to another somebody manages her without a break; MIN: she always did. */
    public LocalDate managedSince(String manager, LocalDate day) {
        return places.since(day, place -> manager.equals(place.manager()));
    }

    /** The first day on which she is present or not by another hire; null: the hire stays. */
    public @Nullable LocalDate changedByHire(LocalDate hire) {
        LocalDate known = details.at(LocalDate.MAX).hiredOn();
        if (hire.equals(known)) {
            return null;
        }
        return isHiredAgain(hire) || hire.isBefore(known) ? hire : known;
    }

    private boolean isHiredAgain(LocalDate hire) {
        return leftOn != null && hire.isAfter(leftOn);
    }

    /** The first day of an absence; null: there is no such absence. */
    public @Nullable LocalDate absentFrom(String absence) {
        Absence known = absences.get(absence);
        return known == null ? null : known.from();
    }

    @EventSourcingHandler
    void on(RepEvent event) {
        stream = Streams.rep(event.rep());
        switch (event) {
            case RepHired e -> {
                details.change(e.on(), Details.of(e));
                places.change(e.on(), Place.of(e));
                leftOn = null;
            }
            case RepAmended e ->
                    details.change(
                            e.on(),
                            new Details(
                                    e.name(), e.email(), e.hiredOn(), e.timeZone(), e.calendar()));
            case RepTransferred e -> places.change(e.on(), new Place(e.team(), e.manager()));
            case RepAbsent e -> absences.put(e.absence(), new Absence(e.from(), e.to()));
            case RepAbsenceCancelled e -> {
                absences.remove(e.absence());
                cancelled.add(e.absence());
            }
            case RepLeft e -> leftOn = e.on();
            case RepErased e -> erased = true;
        }
    }
}
