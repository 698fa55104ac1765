package dev.yardstick.query.web;

import dev.yardstick.query.access.Rights;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.RepStory;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The reps whom the caller may read about. */
@Component
public class Roster {

    private static final int PAGE = 200;

    private final Library library;
    private final Rights rights;

    Roster(Library library, Rights rights) {
        this.library = library;
        this.rights = rights;
    }

    /** Those who match, by id, as known at a position. */
    public List<RepStory> find(long position, Predicate<RepStory> wanted) {
        List<RepStory> found = new ArrayList<>();
        List<String> ids = library.repsAfter("", position, PAGE);
        while (!ids.isEmpty()) {
            library.reps(ids, position).stream()
                    .filter(wanted.and(rights::mayRead))
                    .forEach(found::add);
            ids = library.repsAfter(ids.getLast(), position, PAGE);
        }
        rights.reading(found);
        return found;
    }
}
