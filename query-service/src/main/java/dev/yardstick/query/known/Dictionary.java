package dev.yardstick.query.known;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The dictionary of ids and codes in facts. What is read from the table is remembered for ever;
 * words made within a transaction are remembered only by whoever made them, since it may roll back.
 */
@Component
class Dictionary {

    /** In one order, as all rows that two writers may want, so that they never wait in a circle. */
    private static final String ADD =
            "insert into word (text) select unnest(?::text[]) order by 1 on conflict (text) do nothing";

    private static final String BY_TEXT = "select id, text from word where text = any(?)";

    private static final String BY_ID = "select id, text from word where id = any(?)";

    private final Map<Integer, String> texts = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    Dictionary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of words, made where they are new. */
    Map<String, Integer> ids(Set<String> words) {
        Map<String, Integer> ids = find(words);
        Set<String> fresh =
                words.stream().filter(w -> !ids.containsKey(w)).collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            jdbc.sql(ADD).param(fresh.toArray(String[]::new)).update();
            ids.putAll(find(fresh));
        }
        return ids;
    }

    /** The ids of those words that any fact has. */
    Map<String, Integer> known(Collection<String> words) {
        return find(words);
    }

    private Map<String, Integer> find(Collection<String> words) {
        Map<String, Integer> ids = new HashMap<>();
        jdbc.sql(BY_TEXT)
                .param(words.toArray(String[]::new))
                .query(row -> {
                    ids.put(row.getString(2), row.getInt(1));
                });
        return ids;
    }

    /** The id of a word; null when no fact has it. */
    @Nullable Integer id(String word) {
        return find(Set.of(word)).get(word);
    }

    /** The words of ids, in one query for those not seen before. */
    Map<Integer, String> texts(Collection<Integer> ids) {
        List<Integer> unknown = ids.stream().filter(id -> !texts.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            jdbc.sql(BY_ID)
                    .param(unknown.toArray(Integer[]::new))
                    .query(row -> {
                        texts.put(row.getInt(1), row.getString(2));
                    });
        }
        return texts;
    }
}
