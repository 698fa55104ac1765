package dev.yardstick.query.facts;

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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rep over time, as known at some position. */
public final class RepStory {

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

    /** Team and manager. */
    public record Place(String team, @Nullable String manager) {}

    private final String id;
    private final List<Recorded<RepEvent>> events;
    private final OverTime<Details> details = new OverTime<>();
    private final OverTime<Place> places = new OverTime<>();
    private final List<Employment> employments = new ArrayList<>();
    private final Map<String, Absence> absences = new LinkedHashMap<>();
    private final NavigableMap<LocalDate, Boolean> presence = new TreeMap<>();
    private boolean erased;

    /** Folds a rep's events, one at least, in the order of positions. */
    public RepStory(List<Recorded<RepEvent>> events) {
        this.id = events.getFirst().event().rep();
        this.events = events.stream().filter(e -> !(e.event() instanceof RepErased)).toList();
        events.forEach(recorded -> on(recorded.event()));
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

    /** Team and manager on a day. */
    public Place place(LocalDate on) {
        return places.at(on);
    }

    /** Whether she is with the company on a day: hired, and not yet gone. */
    public boolean isEmployed(LocalDate day) {
        return employments.stream().anyMatch(employment -> employment.covers(day));
    }

    /** Whether she has left by a day, and does not come back. */
    public boolean isGone(LocalDate day) {
        LocalDate left = leftOn();
        return left != null && left.isBefore(day);
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

    public List<Recorded<RepEvent>> events() {
        return events;
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

    /** The last day of employment; null while employed. */
    public @Nullable LocalDate leftOn() {
        return employments.getLast().leftOn();
    }
}
