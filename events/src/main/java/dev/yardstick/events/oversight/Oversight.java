package dev.yardstick.events.oversight;

import dev.yardstick.events.Coded;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for whom. A rep is led by her manager and by the directors of the units that have her
 * team; a person by her superiors too. Who leads somebody leads whom that one leads, at any depth.
 * A deputy answers for the reps of the manager for whom she stands in, and hands that on to nobody:
 * not to her own superiors, not to a deputy of hers, and not once the manager has left. Nobody
 * answers for herself so. What is looked up is kept: make another one to see what came since.
 */
public final class Oversight {

    /** Where it is looked up. */
    public interface Source {

        /** A rep; empty: nobody was hired under that id. */
        Optional<? extends Person> person(String id);

        /** What was given of a kind over a manager, a team or a unit. */
        Overseers overseers(Kind kind, String of);
    }

    /** On what ground somebody answers for a rep. */
    public enum Basis implements Coded {
        /** She manages her. */
        TEAM,
        /** She leads the manager, or directs a unit that has the team. */
        LINE,
        /** She stands in for somebody who does. */
        DEPUTY
    }

    /**
     * A ground.
     *
     * @param insteadOf for whom a deputy stands in
     */
    public record Ground(Basis basis, @Nullable String insteadOf) {}

    private record Given(Kind kind, String of) {}

    private final Source source;
    private final Map<String, Optional<? extends Person>> persons = new HashMap<>();
    private final Map<Given, Overseers> given = new HashMap<>();

    public Oversight(Source source) {
        this.source = source;
    }

    private Optional<? extends Person> person(String id) {
        return persons.computeIfAbsent(id, source::person);
    }

    private Overseers overseers(Kind kind, String of) {
        return given.computeIfAbsent(
                new Given(kind, of), key -> source.overseers(key.kind(), key.of()));
    }

    /** On what ground somebody answers for a rep on a day; null: on none. */
    public @Nullable Ground ground(String who, String rep, LocalDate day) {
        if (person(rep).filter(known -> who.equals(known.place(day).manager())).isPresent()) {
            return new Ground(Basis.TEAM, null);
        }
        if (who.equals(rep)) {
            return null;
        }
        Set<String> above = above(rep, day);
        return above.contains(who) ? new Ground(Basis.LINE, null) : instead(who, above, day);
    }

    /** Whether somebody is a manager, leads her, or stands in for one of these on a day. */
    public boolean isOrLeads(String who, String manager, LocalDate day) {
        Set<String> all = above(manager, day);
        all.add(manager);
        return all.contains(who) || instead(who, all, day) != null;
    }

    private @Nullable Ground instead(String who, Set<String> leaders, LocalDate day) {
        return leaders.stream()
                .filter(leader -> person(leader).filter(known -> known.isGone(day)).isEmpty())
                .filter(leader -> overseers(Kind.DEPUTY, leader).on(day).contains(who))
                .findFirst()
                .map(leader -> new Ground(Basis.DEPUTY, leader))
                .orElse(null);
    }

    /** All who lead a person on a day, herself never. */
    private Set<String> above(String person, LocalDate day) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(person));
        while (!next.isEmpty()) {
            for (String leader : leaders(next.remove(), day)) {
                if (!leader.equals(person) && found.add(leader)) {
                    next.add(leader);
                }
            }
        }
        return found;
    }

    private Set<String> leaders(String id, LocalDate day) {
        Set<String> leaders = new LinkedHashSet<>(overseers(Kind.SUPERIOR, id).on(day));
        person(id)
                .map(known -> known.place(day))
                .ifPresent(place -> {
                    if (place.manager() != null) {
                        leaders.add(place.manager());
                    }
                    overseers(Kind.UNIT, place.team())
                            .on(day)
                            .forEach(
                                    unit -> leaders.addAll(overseers(Kind.DIRECTOR, unit).on(day)));
                });
        return leaders;
    }

    /** Whether somebody answers for a rep on each day from one to another; either is earlier. */
    public boolean answers(String who, String rep, LocalDate one, LocalDate other) {
        LocalDate first = one.isBefore(other) ? one : other;
        LocalDate last = one.isBefore(other) ? other : one;
        return turns(rep, first, last).stream().allMatch(day -> ground(who, rep, day) != null);
    }

    /** Since when somebody answers for a rep without a break up to a day; MIN: since ever. */
    public LocalDate since(String who, String rep, LocalDate day) {
        LocalDate since = day;
        for (LocalDate turn : turns(rep, LocalDate.MIN, day).descendingSet()) {
            if (ground(who, rep, turn) == null) {
                return since;
            }
            since = turn;
        }
        return since;
    }

    /**
     * Whether somebody leads another, or is her, on any day from one to another.
     *
     * @param to null: for ever
     */
    public boolean everLeads(String who, String other, LocalDate from, @Nullable LocalDate to) {
        return who.equals(other)
                || turns(other, from, to == null ? LocalDate.MAX : to).stream()
                        .anyMatch(day -> above(other, day).contains(who));
    }

    /** A day, and those after it up to another from which others may answer for a person. */
    private NavigableSet<LocalDate> turns(String person, LocalDate first, LocalDate last) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        Set<String> seen = new HashSet<>(Set.of(person));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String id = next.remove();
            Set<String> leaders = turned(overseers(Kind.SUPERIOR, id), days);
            turned(overseers(Kind.DEPUTY, id), days);
            person(id)
                    .ifPresent(known -> {
                        days.addAll(known.moves());
                        LocalDate left = known.leftOn();
                        if (left != null) {
                            days.add(left.plusDays(1));
                        }
                        for (Place place : places(known)) {
                            if (place.manager() != null) {
                                leaders.add(place.manager());
                            }
                            for (String unit : turned(overseers(Kind.UNIT, place.team()), days)) {
                                leaders.addAll(turned(overseers(Kind.DIRECTOR, unit), days));
                            }
                        }
                    });
            leaders.stream().filter(seen::add).forEach(next::add);
        }
        NavigableSet<LocalDate> turns = new TreeSet<>(days.subSet(first, false, last, true));
        turns.add(first);
        return turns;
    }

    private static Set<Place> places(Person known) {
        Set<Place> places = new HashSet<>(Set.of(known.place(LocalDate.MIN)));
        known.moves().forEach(day -> places.add(known.place(day)));
        return places;
    }

    /** By whom ever, and the days on which that begins and is over. */
    private static Set<String> turned(Overseers overseers, Set<LocalDate> days) {
        Set<String> by = new HashSet<>();
        for (OversightGiven one : overseers.all()) {
            by.add(one.by());
            days.add(one.from());
            if (one.to() != null) {
                days.add(one.to().plusDays(1));
            }
        }
        return by;
    }
}
