package dev.yardstick.query.known;

import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.Change.Note;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Everybody who works here or did, held in memory and read anew where something was told. Call it
 * within the transaction of the reading.
 */
@Component
public final class RepStories {

    private static final int PAGE = 1_000;

    private final KnownStore library;
    private final Changes changes;
    private volatile Held held =
            new Held(new Note(-1, 0, 0), Map.of(), Collections.emptyNavigableMap());

    RepStories(KnownStore library, Changes changes) {
        this.library = library;
        this.changes = changes;
    }

    /**
     * What was read.
     *
     * @param change of any of them
     * @param told of each of them
     */
    private record Held(Note change, Map<String, Note> told, NavigableMap<String, RepStory> reps) {}

    /** All reps as known at a position, by id. */
    public NavigableMap<String, RepStory> at(long position) {
        Note change = changes.ofReps();
        if (change.position() > position) {
            return all(position);
        }
        Held before = held;
        if (before.change().equals(change)) {
            return before.reps();
        }
        Held now = read(before, change, position);
        held = now;
        return now.reps();
    }

    /** One rep; empty when nobody was hired under that id by then. */
    public Optional<RepStory> rep(String id, long position) {
        Note change = changes.ofReps();
        Held before = held;
        return before.change().equals(change) && change.position() <= position
                ? Optional.ofNullable(before.reps().get(id))
                : library.rep(id, position);
    }

    private Held read(Held before, Note change, long position) {
        Map<String, Note> told = changes.ofStories();
        if (before.reps().isEmpty()) {
            return new Held(change, told, all(position));
        }
        NavigableMap<String, RepStory> reps = new TreeMap<>(before.reps());
        // Also those of whom nothing is told any more, where other tables took the place of these.
        reps.keySet().removeIf(rep -> !Objects.equals(told.get(rep), before.told().get(rep)));
        List<String> news = told.keySet().stream().filter(rep -> !reps.containsKey(rep)).toList();
        for (int from = 0; from < news.size(); from += PAGE) {
            library.reps(news.subList(from, Math.min(from + PAGE, news.size())), position)
                    .forEach(rep -> reps.put(rep.id(), rep));
        }
        return new Held(change, told, Collections.unmodifiableNavigableMap(reps));
    }

    private NavigableMap<String, RepStory> all(long position) {
        NavigableMap<String, RepStory> reps = new TreeMap<>();
        List<String> ids = library.repsAfter("", position, PAGE);
        while (!ids.isEmpty()) {
            library.reps(ids, position).forEach(rep -> reps.put(rep.id(), rep));
            ids = library.repsAfter(ids.getLast(), position, PAGE);
        }
        return Collections.unmodifiableNavigableMap(reps);
    }
}
