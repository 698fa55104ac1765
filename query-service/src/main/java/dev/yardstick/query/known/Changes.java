package dev.yardstick.query.known;

import dev.yardstick.events.Streams;
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

    private static final String STORY = "story/";

    private static final String STORIES =
            "select about, change, position from changed where about like 'story/%'";

    private static final String OF =
            "select about, change, position from changed where about = any(?)";

    private static final Change NEVER = new Change(0, 0, 0);

    /** That of reps, by rep. Call it in the transaction that reads what is known of them. */
    public Map<String, Change> of(Collection<String> reps) {
        Map<String, Change> noted =
                noted(
                        jdbc.sql(OF)
                                .param(
                                        Stream.concat(
                                                        Stream.of(ALL),
                                                        reps.stream().map(Streams::rep))
                                                .toArray(String[]::new)));
        Change all = noted.getOrDefault(ALL, NEVER);
        Map<String, Change> changes = new HashMap<>();
        for (String rep : reps) {
            Change own = noted.getOrDefault(Streams.rep(rep), NEVER);
            changes.put(
                    rep,
                    new Change(all.ofRep(), own.ofRep(), Math.max(all.position(), own.position())));
        }
        return changes;
    }

    /** That of anything about who works here. */
    Change ofReps() {
        return noted(jdbc.sql(OF).param(new String[] {REPS})).getOrDefault(REPS, NEVER);
    }

    /** That of what is told of each rep beside her expectations and facts, by rep. */
    Map<String, Change> ofStories() {
        Map<String, Change> stories = new HashMap<>();
        noted(jdbc.sql(STORIES))
                .forEach((about, change) -> stories.put(about.substring(STORY.length()), change));
        return stories;
    }

    static String story(String rep) {
        return STORY + rep;
    }

    private static Map<String, Change> noted(JdbcClient.StatementSpec asked) {
        Map<String, Change> noted = new HashMap<>();
        asked.query(row -> {
            noted.put(row.getString(1), new Change(0, row.getLong(2), row.getLong(3)));
        });
        return noted;
    }
}
