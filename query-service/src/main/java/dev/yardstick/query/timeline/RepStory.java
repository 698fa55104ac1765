package dev.yardstick.query.timeline;

import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepTransferred;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** A rep over time, as known at some position. */
public final class RepStory {

    private record Details(Personal name, LocalDate hiredOn, String timeZone) {}

    /** Team and manager. */
    public record Place(String team, @Nullable String manager) {}

    private final String id;
    private final List<Recorded<RepEvent>> events;
    private final OverTime<Details> details = new OverTime<>();
    private final OverTime<Place> places = new OverTime<>();

    /** Folds a rep's events, one at least, in the order of positions. */
    public RepStory(List<Recorded<RepEvent>> events) {
        this.id = events.getFirst().event().rep();
        this.events = List.copyOf(events);
        events.forEach(recorded -> on(recorded.event()));
    }

    private void on(RepEvent event) {
        switch (event) {
            case RepHired e -> {
                details.change(e.on(), new Details(e.name(), e.hiredOn(), e.timeZone()));
                places.change(e.on(), new Place(e.team(), e.manager()));
            }
            case RepAmended e ->
                    details.change(e.on(), new Details(e.name(), e.hiredOn(), e.timeZone()));
            case RepTransferred e -> places.change(e.on(), new Place(e.team(), e.manager()));
        }
    }

    /** The rep's id. */
    public String id() {
        return id;
    }

    /** The name on a day, sealed. */
    public Personal name(LocalDate on) {
        return details.at(on).name();
    }

    /** Team and manager on a day. */
    public Place place(LocalDate on) {
        return places.at(on);
    }

    /** The first day of presence, as stated last. */
    public LocalDate hiredOn() {
        return details.at(LocalDate.MAX).hiredOn();
    }

    /** The time zone as stated last. */
    public ZoneId timeZone() {
        return ZoneId.of(details.at(LocalDate.MAX).timeZone());
    }

    List<Recorded<RepEvent>> events() {
        return events;
    }

    /** The number of days from one to another, both included, on which the rep is present. */
    long presentDays(LocalDate from, LocalDate to) {
        LocalDate first = from.isBefore(hiredOn()) ? hiredOn() : from;
        return first.isAfter(to) ? 0 : to.toEpochDay() - first.toEpochDay() + 1;
    }
}
