package dev.yardstick.query.web;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.RepStory;

import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The reps whom the caller may read about. Rights follow what is known now: whoever asks what was
 * known earlier sees no more and no fewer reps for it.
 */
@Component
public class Roster {

    private static final int PAGE = 200;

    private final Library library;
    private final Rights rights;
    private final Visible visible;

    Roster(Library library, Rights rights, Visible visible) {
        this.library = library;
        this.rights = rights;
        this.visible = visible;
    }

    /**
     * A rep as known at a position.
     *
     * @throws NotFoundException when there was no such rep
     * @throws org.springframework.security.access.AccessDeniedException when the caller may not
     */
    public RepStory find(String id, long position) {
        RepStory rep =
                library.rep(id, position)
                        .orElseThrow(() -> new NotFoundException("there is no rep " + id));
        long now = visible.position();
        rights.requireRead(position == now ? rep : library.rep(id, now).orElse(rep));
        return rep;
    }

    /** Those of some reps who were known at a position. */
    public List<RepStory> readable(List<String> ids, long position) {
        List<RepStory> reps = library.reps(ids, position);
        long now = visible.position();
        Set<String> readable =
                (position == now ? reps : library.reps(ids, now))
                        .stream()
                                .filter(rights::mayRead)
                                .map(RepStory::id)
                                .collect(Collectors.toSet());
        return reps.stream().filter(rep -> readable.contains(rep.id())).toList();
    }

    /** Those of some reps whom the caller may read, as known at a position. */
    public List<RepStory> find(List<String> ids, long position) {
        List<RepStory> found = readable(ids, position);
        rights.reading(found);
        return found;
    }

    /**
     * Those of a team who are with the company on a day, by id, as known at a position; nobody
     * where all of them are hired later.
     *
     * @throws NotFoundException when nobody was, is or will be in it whom the caller may read
     */
    public List<RepStory> team(String team, long position, LocalDate day) {
        List<RepStory> reps =
                find(position, rep -> rep.place(day).team().equals(team) && !rep.isGone(day));
        if (reps.isEmpty()) {
            throw new NotFoundException("nobody whom you may see is in team " + team);
        }
        return reps.stream().filter(rep -> rep.isEmployed(day)).toList();
    }

    /** Those who match, by id, as known at a position. */
    public List<RepStory> find(long position, Predicate<RepStory> wanted) {
        List<RepStory> found = new ArrayList<>();
        List<String> ids = library.repsAfter("", position, PAGE);
        while (!ids.isEmpty()) {
            readable(ids, position).stream().filter(wanted).forEach(found::add);
            ids = library.repsAfter(ids.getLast(), position, PAGE);
        }
        rights.reading(found);
        return found;
    }
}
