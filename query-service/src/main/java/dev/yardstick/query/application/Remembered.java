package dev.yardstick.query.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.PersonalKeys.Opened;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.Change;
import dev.yardstick.query.known.Changes;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.KnownStore.Earlier;
import dev.yardstick.query.view.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Answers about reps, and what is known of them, kept as long as nothing changed that they are made
 * of; one holds for every position from the last change on. What is in them in clear stays in
 * memory only. Call it within the transaction of the reading.
 */
@Component
public final class Remembered {

    /**
     * A clause's texts and figures, a point of its series, and a fact, in about as many bytes; the
     * first two as they are and as they are written.
     */
    private static final int CLAUSE = 2_500;

    private static final int POINT = 350;
    private static final int FACT = 200;

    private final PersonalKeys texts;
    private final KnownStore library;
    private final Changes changes;
    private final Cache<Question, Kept> answers = bounded(8, Kept::bytes);
    private final Cache<String, Reading> known =
            bounded(16, reading -> CLAUSE + FACT * reading.known().facts().size());

    Remembered(PersonalKeys texts, KnownStore library, Changes changes) {
        this.texts = texts;
        this.library = library;
        this.changes = changes;
    }

    /** An erasure changes what is known of everybody; what was in clear goes at once. */
    @EventListener
    void forget(RepErased erased) {
        answers.invalidateAll();
        known.invalidateAll();
    }

    /** As large as a part of the heap. */
    private static <K, V> Cache<K, V> bounded(int part, ToIntFunction<V> bytes) {
        return Caffeine.newBuilder()
                .maximumWeight(Runtime.getRuntime().maxMemory() / part)
                .expireAfterAccess(Duration.ofDays(2))
                .weigher((K key, V value) -> bytes.applyAsInt(value))
                .build();
    }

    /** Everything that an answer depends on beside what is known of the rep. */
    private record Question(String rep, Object asked) {}

    private record Kept(Change change, Object answer, int bytes) {

        boolean holds(Change now, KnownAt at) {
            return change.equals(now) && now.position() <= at.position();
        }
    }

    /**
     * An answer to the same question that was made before.
     *
     * @param changed the rep's facts that came or went since, beside which nothing that it is made
     *     of did
     */
    public record Before<T>(T answer, List<Fact> changed) {}

    /**
     * How an answer about one rep is made.
     *
     * @param asked tells the question from all others, of a rep; a record
     * @param drawing of what is known, and perhaps of an answer before; it opens texts by {@link
     *     PersonalKeys} alone
     * @param bytes about how much memory an answer takes
     */
    public record Drawing<T>(
            Function<RepStory, Object> asked,
            BiFunction<Known, @Nullable Before<T>, T> drawing,
            ToIntFunction<T> bytes) {}

    /** About how much memory clauses take. */
    public static int bytes(List<Timeline.Clause> clauses) {
        return clauses.stream().mapToInt(clause -> CLAUSE + POINT * clause.series().size()).sum();
    }

    /** The answer about a rep who was found as known at a position. */
    public <T> T of(RepStory rep, KnownAt at, Drawing<T> drawing) {
        return of(List.of(rep), at, drawing).getFirst();
    }

    /** The same of some reps, in their order. */
    @SuppressWarnings("unchecked")
    public <T> List<T> of(List<RepStory> reps, KnownAt at, Drawing<T> drawing) {
        Map<String, Change> changed = changes.of(reps.stream().map(RepStory::id).toList());
        Map<String, T> found = new HashMap<>();
        List<RepStory> missing = new ArrayList<>();
        for (RepStory rep : reps) {
            Kept answer = answers.getIfPresent(question(rep, drawing));
            if (answer != null && answer.holds(hers(rep, changed), at)) {
                found.put(rep.id(), (T) answer.answer());
            } else {
                missing.add(rep);
            }
        }
        texts.prefetch(missing.stream().map(RepStory::id).toList());
        List<RepStory> unread = new ArrayList<>();
        Map<String, Earlier> earlier = new HashMap<>();
        Map<String, Reading> before = new HashMap<>();
        for (RepStory rep : missing) {
            Change change = hers(rep, changed);
            Reading read = known.getIfPresent(rep.id());
            if (read != null && read.holds(change, at)) {
                found.put(rep.id(), draw(read, at, drawing));
                continue;
            }
            unread.add(rep);
            if (read != null) {
                read.earlier(change, at)
                        .ifPresent(facts -> {
                            earlier.put(rep.id(), facts);
                            before.put(rep.id(), read);
                        });
            }
        }
        library.each(unread, at, earlier)
                .forEach(known -> {
                    String rep = known.rep().id();
                    Change change = hers(known.rep(), changed);
                    Reading read = Reading.after(before.get(rep), change, known);
                    if (read.holds(change, at)) {
                        this.known.put(rep, read);
                    }
                    found.put(rep, draw(read, at, drawing));
                });
        return reps.stream().map(rep -> hers(rep, found)).toList();
    }

    private static <V> V hers(RepStory rep, Map<String, V> all) {
        return Objects.requireNonNull(all.get(rep.id()));
    }

    /**
     * The ids of those about whom there is no answer that holds, as far as there is room for it.
     */
    List<String> lacking(List<RepStory> reps, Drawing<?> drawing) {
        if (isFull()) {
            return List.of();
        }
        Map<String, Change> changed = changes.of(reps.stream().map(RepStory::id).toList());
        return reps.stream()
                .filter(rep -> {
                    Kept answer = answers.getIfPresent(question(rep, drawing));
                    return answer == null || !answer.change().equals(changed.get(rep.id()));
                })
                .map(RepStory::id)
                .toList();
    }

    private boolean isFull() {
        return answers.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0) > 0.9 * bound.getMaximum())
                .orElse(false);
    }

    private <T> T draw(Reading read, KnownAt at, Drawing<T> drawing) {
        Question question = question(read.known().rep(), drawing);
        boolean holds = read.holds(read.change(), at);
        Before<T> before = holds ? before(question, read) : null;
        Opened<T> drawn = texts.watched(() -> drawing.drawing().apply(read.known().at(at), before));
        if (drawn.isWhole() && holds) {
            int bytes = CLAUSE + drawing.bytes().applyAsInt(drawn.answer());
            answers.put(question, new Kept(read.change(), drawn.answer(), bytes));
        }
        return drawn.answer();
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable Before<T> before(Question question, Reading read) {
        Kept kept = answers.getIfPresent(question);
        return kept == null
                ? null
                : read.changedSince(kept.change())
                        .map(changed -> new Before<>((T) kept.answer(), changed))
                        .orElse(null);
    }

    private static Question question(RepStory rep, Drawing<?> drawing) {
        return new Question(rep.id(), drawing.asked().apply(rep));
    }
}
