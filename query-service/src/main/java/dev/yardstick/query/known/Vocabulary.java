package dev.yardstick.query.known;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * By which words facts are told, so that one can be chosen instead of typed. Call it within the
 * transaction of the reading.
 */
@Component
public final class Vocabulary {

    /** So many facts of a kind are looked at, the latest records first. */
    private static final int LATEST = 2_000;

    private static final List<FactField> FIELDS =
            Stream.of(FactField.values()).filter(field -> field.type().isWord()).toList();

    private static final String TOLD =
            """
            select latest.kind, told.field, told.word, count(*) from unnest(?::int[]) asked(kind)
            cross join lateral (
                select kind, %s from fact
                where fact.kind = asked.kind and known_to = 9223372036854775807
                order by record desc limit %d) latest
            cross join lateral (values %s) told(field, word)
            where told.word is not null group by 1, 2, 3
            """
                    .formatted(
                            FIELDS.stream().map(FactRows::column).collect(Collectors.joining(", ")),
                            LATEST,
                            IntStream.range(0, FIELDS.size())
                                    .mapToObj(i ->
                                            "(%d, latest.%s)"
                                                    .formatted(i, FactRows.column(FIELDS.get(i))))
                                    .collect(Collectors.joining(", ")));

    private final JdbcClient jdbc;
    private final Dictionary words;

    Vocabulary(JdbcClient jdbc, Dictionary words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    private record Told(int kind, FactField field, int word, long times) {}

    /** The words of the latest facts of some kinds, by field, the most frequent first. */
    public Map<FactKind, Map<FactField, List<String>>> of(Collection<FactKind> kinds) {
        Map<String, Integer> ids = words.known(kinds.stream().map(FactKind::code).toList());
        List<Told> told =
                jdbc.sql(TOLD)
                        .param(ids.values().toArray(Integer[]::new))
                        .query((row, n) ->
                                new Told(
                                        row.getInt(1),
                                        FIELDS.get(row.getInt(2)),
                                        row.getInt(3),
                                        row.getLong(4)))
                        .list();
        Set<Integer> named = new HashSet<>();
        told.forEach(one -> named.add(one.word()));
        Map<Integer, String> texts = words.texts(named);
        Map<FactKind, Map<FactField, List<String>>> found = new EnumMap<>(FactKind.class);
        for (FactKind kind : kinds) {
            Map<FactField, List<String>> fields = new EnumMap<>(FactField.class);
            for (FactField field : FIELDS) {
                List<Told> of =
                        told.stream()
                                .filter(one ->
                                        one.field() == field
                                                && Integer.valueOf(one.kind())
                                                        .equals(ids.get(kind.code())))
                                .toList();
                fields.put(field, mostFrequentFirst(of, texts));
            }
            found.put(kind, fields);
        }
        return found;
    }

    /** Of several in one fact each counts. */
    private static List<String> mostFrequentFirst(List<Told> told, Map<Integer, String> texts) {
        Map<String, Long> times = new HashMap<>();
        for (Told one : told) {
            Arrays.stream(texts.getOrDefault(one.word(), "").split(FactRows.SEPARATOR))
                    .forEach(word -> times.merge(word, one.times(), Long::sum));
        }
        return times.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
