package dev.yardstick.command.rep;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.rep.RepCommand.CancelAbsence;
import dev.yardstick.command.rep.RepCommand.CancelTalk;
import dev.yardstick.command.rep.RepCommand.EraseRep;
import dev.yardstick.command.rep.RepCommand.MakeAgreement;
import dev.yardstick.command.rep.RepCommand.PlanTalk;
import dev.yardstick.command.rep.RepCommand.ReportAbsence;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.command.rep.RepCommand.SettleAgreement;
import dev.yardstick.command.rep.RepCommand.SnoozeMatter;
import dev.yardstick.command.rep.RepCommand.StateRep;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.AgreementSettled;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.events.RepEvent.TalkCancelled;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.events.Streams;
import dev.yardstick.events.oversight.OverTime;
import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.oversight.Person;
import dev.yardstick.events.oversight.Place;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
public class Rep implements Person {

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

    private record Absence(LocalDate from, @Nullable LocalDate to) {}

    private record Matter(
            @Nullable String expectation, @Nullable String clause, @Nullable Integer version) {

        static Matter of(MatterSnoozed e) {
            return new Matter(e.expectation(), e.clause(), e.version());
        }
    }

    @AggregateIdentifier private @Nullable String stream;
    private final OverTime<Details> details = new OverTime<>();
    private final OverTime<Place> places = new OverTime<>();
    private final Map<String, Absence> absences = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<Matter, MatterSnoozed> snoozed = new HashMap<>();
    private final Map<String, AgreementMade> agreements = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, TalkPlanned> talks = new HashMap<>();
    private final Set<String> cancelledTalks = new HashSet<>();
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
    void handle(StateRep command, Oversight.Source known) {
        RepHired stated = command.stated();
        if (erased) {
            throw new RefusedException(Reason.ERASED_COMES_BACK.of(stated.rep()));
        }
        boolean hired = stream == null || isHiredAgain(stated.hiredOn());
        if (hired || !place(stated).equals(places.at(stated.on()))) {
            requireNotAbove(stated, new Oversight(known));
        }
        if (hired) {
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
        if (!place(stated).equals(places.at(stated.on()))) {
            apply(new RepTransferred(stated.rep(), stated.on(), stated.team(), stated.manager()));
        }
    }

    /** Nobody is led by whom she leads herself; who names herself has nobody above her. */
    private static void requireNotAbove(RepHired stated, Oversight oversight) {
        String manager = stated.manager();
        if (manager != null
                && !manager.equals(stated.rep())
                && oversight.everLeads(stated.rep(), manager, stated.on(), null)) {
            throw new InvalidException("manager", Reason.LEADS_IN_CIRCLE.of(stated.rep(), manager));
        }
    }

    private static Place place(RepHired e) {
        return new Place(e.team(), e.manager());
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
    void handle(SnoozeMatter command) {
        MatterSnoozed snoozed = command.snoozed();
        if (!snoozed.equals(this.snoozed.get(Matter.of(snoozed)))) {
            apply(snoozed);
        }
    }

    @CommandHandler
    void handle(MakeAgreement command) {
        applyOnce(command.made(), agreements.get(command.made().agreement()));
    }

    @CommandHandler
    void handle(SettleAgreement command) {
        AgreementSettled settled = command.settled();
        if (!agreements.containsKey(settled.agreement())) {
            throw new NotFoundException(
                    Reason.NO_SUCH.of(command.stream() + "/agreements/" + settled.agreement()));
        }
        if (settled.outcome() != outcomes.get(settled.agreement())) {
            apply(settled);
        }
    }

    @CommandHandler
    void handle(PlanTalk command) {
        applyOnce(command.planned(), talks.get(command.planned().talk()));
    }

    @CommandHandler
    void handle(CancelTalk command) {
        if (!talks.containsKey(command.talk())) {
            throw new NotFoundException(
                    Reason.NO_SUCH.of(command.stream() + "/talks/" + command.talk()));
        }
        if (!cancelledTalks.contains(command.talk())) {
            apply(new TalkCancelled(command.rep(), command.talk()));
        }
    }

    private static void applyOnce(RepEvent event, @Nullable RepEvent earlier) {
        if (earlier == null) {
            apply(event);
        } else if (!earlier.equals(event)) {
            throw new RefusedException(Reason.IDEMPOTENCY_KEY_REUSED);
        }
    }

    /** What was agreed on in a talk, by id. */
    public List<String> agreementsOf(String conversation) {
        return agreements.values().stream()
                .filter(made -> conversation.equals(made.conversation()))
                .map(AgreementMade::agreement)
                .toList();
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

    @Override
    public Place place(LocalDate on) {
        return places.at(on);
    }

    @Override
    public List<LocalDate> moves() {
        return places.dates();
    }

    @Override
    public @Nullable LocalDate leftOn() {
        return leftOn;
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
                places.change(e.on(), place(e));
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
            case MatterSnoozed e -> snoozed.put(Matter.of(e), e);
            case AgreementMade e -> agreements.put(e.agreement(), e);
            case AgreementSettled e -> outcomes.put(e.agreement(), e.outcome());
            case TalkPlanned e -> talks.put(e.talk(), e);
            case TalkCancelled e -> cancelledTalks.add(e.talk());
        }
    }
}
