package dev.yardstick.query.facts;

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
import dev.yardstick.events.oversight.OverTime;
import dev.yardstick.events.oversight.Person;
import dev.yardstick.events.oversight.Place;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rep over time, as known at some position. */
public final class RepStory implements Person {

    private record Details(
            Personal name,
            @Nullable Personal email,
            LocalDate hiredOn,
            String timeZone,
            @Nullable String calendar) {}

    /** From a hire to a departure; {@code leftOn} is the last day, null while employed. */
    private record Employment(LocalDate hiredOn, @Nullable LocalDate leftOn) {

        boolean covers(LocalDate day) {
            return !day.isBefore(hiredOn) && (leftOn == null || !day.isAfter(leftOn));
        }
    }

    /** From a day to another, both included; {@code to} is null while it lasts. */
    public record Absence(LocalDate from, @Nullable LocalDate to) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    private final String id;
    private final List<Recorded<RepEvent>> events;
    private final List<Recorded<RepEvent.Agenda>> agenda = new ArrayList<>();
    private final OverTime<Details> details = new OverTime<>();
    private final OverTime<Place> places = new OverTime<>();
    private final List<Employment> employments = new ArrayList<>();
    private final Map<String, Absence> absences = new LinkedHashMap<>();
    private final NavigableMap<LocalDate, Boolean> presence = new TreeMap<>();
    private boolean erased;

    /** Folds a rep's events, one at least, in the order of positions. */
    public RepStory(List<Recorded<RepEvent>> events) {
        this.id = events.getFirst().event().rep();
        this.events =
                events.stream()
                        .filter(e -> !(e.event() instanceof RepErased))
                        .filter(e -> !(e.event() instanceof RepEvent.Agenda))
                        .toList();
        for (Recorded<RepEvent> recorded : events) {
            if (recorded.event() instanceof RepEvent.Agenda event) {
                agenda.add(new Recorded<>(recorded.position(), event));
            } else {
                on(recorded.event());
            }
        }
        presenceDates().forEach(day -> presence.put(day, present(day)));
    }

    private void on(RepEvent event) {
        switch (event) {
            case RepHired e -> {
                details.change(
                        e.on(),
                        new Details(e.name(), e.email(), e.hiredOn(), e.timeZone(), e.calendar()));
                places.change(e.on(), new Place(e.team(), e.manager()));
                employments.add(new Employment(e.hiredOn(), null));
            }
            case RepAmended e -> {
                details.change(
                        e.on(),
                        new Details(e.name(), e.email(), e.hiredOn(), e.timeZone(), e.calendar()));
                LocalDate leftOn = employments.removeLast().leftOn();
                employments.add(new Employment(hiredOn(), leftOn));
            }
            case RepTransferred e -> places.change(e.on(), new Place(e.team(), e.manager()));
            case RepAbsent e -> absences.put(e.absence(), new Absence(e.from(), e.to()));
            case RepAbsenceCancelled e -> absences.remove(e.absence());
            case RepLeft e ->
                    employments.add(new Employment(employments.removeLast().hiredOn(), e.on()));
            case RepErased e -> erased = true;
            case RepEvent.Agenda e -> throw new IllegalArgumentException(e.toString());
        }
    }

    /** Whether the texts about the rep were destroyed; so they were for every moment before. */
    public boolean isErased() {
        return erased;
    }

    /** The rep's id. */
    public String id() {
        return id;
    }

    /** The name on a day, sealed. */
    public Personal name(LocalDate on) {
        return details.at(on).name();
    }

    /** The mail address on a day, sealed. */
    public @Nullable Personal email(LocalDate on) {
        return details.at(on).email();
    }

    /** The holiday calendar on a day. */
    public @Nullable String calendar(LocalDate on) {
        return details.at(on).calendar();
    }

    /** The absences that were not cancelled, by id, as they were reported. */
    public Map<String, Absence> absences() {
        return Collections.unmodifiableMap(absences);
    }

    @Override
    public Place place(LocalDate on) {
        return places.at(on);
    }

    @Override
    public List<LocalDate> moves() {
        return places.dates();
    }

    /** Whether she is with the company on a day: hired, and not yet gone. */
    public boolean isEmployed(LocalDate day) {
        return employments.stream().anyMatch(employment -> employment.covers(day));
    }

    /** Whether a team is hers on a day on which she is with the company. */
    public boolean isIn(String team, LocalDate day) {
        return isEmployed(day) && team.equals(place(day).team());
    }

    /** The day of the latest hire, as stated last. */
    public LocalDate hiredOn() {
        return details.at(LocalDate.MAX).hiredOn();
    }

    /** The time zone as stated last. */
    public ZoneId timeZone() {
        return ZoneId.of(details.at(LocalDate.MAX).timeZone());
    }

    /** What happened to her, beside what her manager wants to come back to. */
    public List<Recorded<RepEvent>> events() {
        return events;
    }

    /** What her manager wants to come back to, in the order in which it was recorded. */
    public List<Recorded<RepEvent.Agenda>> agenda() {
        return Collections.unmodifiableList(agenda);
    }

    /**
     * Something that was agreed on with her.
     *
     * @param made as it was agreed on
     * @param outcome what was said of it last by the day; null: it is open
     * @param settledOn when that was said; null: it is open
     */
    public record Agreement(
            AgreementMade made, @Nullable Outcome outcome, @Nullable LocalDate settledOn) {

        /** Whether it is to be said what became of it. */
        public boolean isDue(LocalDate day) {
            return outcome == null && !made.until().isAfter(day);
        }
    }

    /** What was agreed on with her by a day, in that order. */
    public List<Agreement> agreements(LocalDate day) {
        Map<String, Agreement> agreements = new LinkedHashMap<>();
        for (Recorded<RepEvent.Agenda> recorded : agenda) {
            if (recorded.event() instanceof AgreementMade e && !e.on().isAfter(day)) {
                agreements.put(e.agreement(), new Agreement(e, null, null));
            } else if (recorded.event() instanceof AgreementSettled e && !e.on().isAfter(day)) {
                agreements.computeIfPresent(
                        e.agreement(),
                        (id, agreement) -> new Agreement(agreement.made(), e.outcome(), e.on()));
            }
        }
        return List.copyOf(agreements.values());
    }

    /** The talks with her that were planned and not cancelled. */
    public List<TalkPlanned> plans() {
        Map<String, TalkPlanned> plans = new LinkedHashMap<>();
        for (Recorded<RepEvent.Agenda> recorded : agenda) {
            if (recorded.event() instanceof TalkPlanned e) {
                plans.put(e.talk(), e);
            } else if (recorded.event() instanceof TalkCancelled e) {
                plans.remove(e.talk());
            }
        }
        return List.copyOf(plans.values());
    }

    /** The latest that was put off about the same by a day; null: nothing was. */
    public @Nullable MatterSnoozed snoozed(
            @Nullable String expectation,
            @Nullable String clause,
            @Nullable Integer version,
            LocalDate day) {
        return agenda.stream()
                .map(Recorded::event)
                .filter(MatterSnoozed.class::isInstance)
                .map(MatterSnoozed.class::cast)
                .filter(e -> Objects.equals(e.expectation(), expectation))
                .filter(e -> Objects.equals(e.clause(), clause))
                .filter(e -> Objects.equals(e.version(), version))
                .filter(e -> !e.on().isAfter(day))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private List<LocalDate> presenceDates() {
        List<LocalDate> dates = new ArrayList<>();
        for (Employment employment : employments) {
            dates.add(employment.hiredOn());
            if (employment.leftOn() != null) {
                dates.add(employment.leftOn().plusDays(1));
            }
        }
        for (Absence absence : absences.values()) {
            dates.add(absence.from());
            if (absence.to() != null) {
                dates.add(absence.to().plusDays(1));
            }
        }
        return dates;
    }

    private boolean present(LocalDate day) {
        return employments.stream().anyMatch(e -> e.covers(day))
                && absences.values().stream().noneMatch(a -> a.covers(day));
    }

    /** Employed and not absent. */
    public boolean isPresent(LocalDate day) {
        Map.Entry<LocalDate, Boolean> since = presence.floorEntry(day);
        return since != null && since.getValue();
    }

    /** The days on which presence may begin or end. */
    public NavigableSet<LocalDate> presenceChanges() {
        return presence.navigableKeySet();
    }

    /** Monday to Friday while present, but for the holidays of the rep's calendar. */
    public boolean isWorkingDay(LocalDate day, Company company) {
        return day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()
                && isPresent(day)
                && !company.isHoliday(details.at(day).calendar(), day);
    }

    /** The day of the hire that counts on a day: the latest up to it, else the first. */
    public LocalDate hire(LocalDate day) {
        return hires().stream()
                .filter(hire -> !hire.isAfter(day))
                .reduce((earlier, later) -> later)
                .orElse(employments.getFirst().hiredOn());
    }

    /** The days of all hires. */
    public List<LocalDate> hires() {
        return employments.stream().map(Employment::hiredOn).toList();
    }

    @Override
    public @Nullable LocalDate leftOn() {
        return employments.getLast().leftOn();
    }
}
