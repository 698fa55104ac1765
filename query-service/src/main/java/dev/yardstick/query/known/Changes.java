package dev.yardstick.query.known;

import dev.yardstick.events.Streams;
import dev.yardstick.query.known.Change.Note;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When what is known of a rep changed last, as {@link Changing} notes it. What counts for every rep
 * is noted once for all.
 */
@Component
public record Changes(JdbcClient jdbc) {

    /** What counts for every rep: rates, holidays, days on which a source told anything. */
    static final String ALL = "company";

    /** That there is anything new about who works here, beside whom it is about. */
    static final String REPS = "reps";

    /** That there is anything new about who oversees whom. */
    static final String OVERSIGHT = "oversight";

    private static final String STORY = "story/";

    private static final String STORIES =
            "select about, change, position, late from changed where about like 'story/%'";

    private static final String OF =
            "select about, change, position, late from changed where about = any(?)";

    /** That of reps, by rep. Call it in the transaction that reads what is known of them. */
    public Map<String, Change> of(Collection<String> reps) {
        Map<String, Note> noted =
                noted(
                        jdbc.sql(OF)
                                .param(
                                        Stream.concat(
                                                        Stream.of(ALL),
                                                        reps.stream().map(Streams::rep))
                                                .toArray(String[]::new)));
        Note all = noted.getOrDefault(ALL, Note.NEVER);
        Map<String, Change> changes = new HashMap<>();
        for (String rep : reps) {
            changes.put(rep, new Change(all, noted.getOrDefault(Streams.rep(rep), Note.NEVER)));
        }
        return changes;
    }

    /** That of anything about who works here. */
    Note ofReps() {
        return of(REPS);
    }

    /** That of anything about who oversees whom. */
    Note ofOversight() {
        return of(OVERSIGHT);
    }

    private Note of(String what) {
        return noted(jdbc.sql(OF).param(new String[] {what})).getOrDefault(what, Note.NEVER);
    }

    /** That of what is told of each rep beside her expectations and facts, by rep. */
    Map<String, Note> ofStories() {
        Map<String, Note> stories = new HashMap<>();
        noted(jdbc.sql(STORIES))
                .forEach((about, note) -> stories.put(about.substring(STORY.length()), note));
        return stories;
    }

    static String story(String rep) {
        return STORY + rep;
    }

    private static Map<String, Note> noted(JdbcClient.StatementSpec asked) {
        Map<String, Note> noted = new HashMap<>();
        asked.query(row -> {
            noted.put(row.getString(1), new Note(row.getLong(2), row.getLong(3), row.getLong(4)));
        });
        return noted;
    }
}
