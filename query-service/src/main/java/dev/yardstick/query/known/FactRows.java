package dev.yardstick.query.known;

import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.runtime.BinaryRows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Facts as rows of numbers: amounts in 1/10,000, shares in 1/100,000,000, days since 1970, words.
 */
@Component
record FactRows(JdbcClient jdbc, Copying copying, Dictionary words) {

    private static final int SHARES = FactField.MOST_SHARE_DECIMALS;
    static final String SEPARATOR = "\u001f";

    /** Columns of what a CRM told: first those of words, from {@code source} on, then numbers. */
    private static final List<FactField> WORDS =
            Fact.FIELDS.all().stream().filter(field -> !field.type().isNumber()).toList();

    private static final List<FactField> NUMBERS =
            Fact.FIELDS.all().stream().filter(field -> field.type().isNumber()).toList();

    private static final String TOLD = "source, " + columns(WORDS) + ", " + columns(NUMBERS);

    private static final String CLOSE =
            """
            update fact f set known_to = c.known_to
            from unnest(?::bigint[], ?::int[], ?::int[], ?::bigint[]) c(record, rep, kind, known_to)
            where f.record = c.record and f.rep = c.rep and f.kind = c.kind
              and f.known_to = 9223372036854775807
            """;

    private static final String COPY =
            """
            copy fact (record, rep, kind, date, position, known_from, known_to, share, shared, named, %s)
            from stdin (format binary)
            """
                    .formatted(TOLD);

    private static final String COLUMNS =
            "kind, date, position, share, shared, named, rep, known_from, known_to, " + TOLD + " ";

    private static final String OF_REPS =
            "select "
                    + COLUMNS
                    + "from fact where rep = any(?) and known_from <= ? and known_to > ?";

    /** Those that came, and those known before that went. */
    private static final String OF_REPS_SINCE =
            "select "
                    + COLUMNS
                    + """
                    from unnest(?::int[], ?::bigint[]) kept(id, until)
                    join fact on rep = kept.id and known_from > kept.until and known_from <= ?
                    union all select \
                    """
                    + COLUMNS
                    + """
                    from unnest(?::int[], ?::bigint[]) kept(id, until)
                    join fact on rep = kept.id and known_to > kept.until and known_to <= ?
                    where known_to < 9223372036854775807 and known_from <= kept.until
                    """;

    /** The row of the rep named stands for its record, whoever shares the credit. */
    private static final String OF_ACCOUNTS =
            "select "
                    + COLUMNS
                    + """
                    from fact
                    where account = any(?) and kind = any(?) and named
                      and known_from <= ? and known_to > ?
                    """;

    private static final String CHANGED_OF_REP =
            """
            select distinct record from fact
            where rep = ? and ((known_from > ? and known_from <= ?) or (known_to > ? and known_to <= ?))
            """;

    private static final String CHANGED_OF_ACCOUNTS =
            """
            select distinct record from fact
            where account = any(?) and named
              and ((known_from > ? and known_from <= ?) or (known_to > ? and known_to <= ?))
            """;

    private static final String HEARD =
            """
            select w.text, h.date, h.known_from from heard h join word w on w.id = h.source
            where h.source = any(?) and h.known_from <= ?
            """;

    private static final String HEARD_OF_ALL =
            """
            select w.text, h.date from heard h join word w on w.id = h.source where h.known_from <= ?
            """;

    private static final String HEAR =
            """
            insert into heard (source, date, known_from)
            select * from unnest(?::int[], ?::int[], ?::bigint[]) order by 1, 2
            on conflict (source, date) do update set known_from = excluded.known_from
            where heard.known_from > excluded.known_from
            """;

    /** A fact that came to be known, and perhaps ceased to be so in the same batch. */
    record Opened(long record, String rep, Fact fact, long knownFrom, long knownTo) {}

    /** A fact known before the batch that ceased to be so. */
    record Closed(long record, String rep, FactKind kind, long knownTo) {}

    /** A source told something of a day, whether or not it still counts or ever did. */
    record Heard(String source, LocalDate date, long knownFrom) {

        /**
         * What an event tells, whichever version of its record it is: which of them ever count
         * depends on the order of arrival. A retraction tells of no day, and what is logged by hand
         * comes from no source that could fall silent.
         */
        static Optional<Heard> of(Event event, long position) {
            Report report = CrmRecord.report(event);
            return report == null
                            || (event instanceof ActivityRecorded told
                                    && told.crm().source().equals(CrmVersion.BY_HAND))
                    ? Optional.empty()
                    : Optional.of(
                            new Heard(CrmRecord.version(event).source(), report.date(), position));
        }
    }

    /**
     * Writes what a batch changed: three statements, and two more when there are new words. Whether
     * a source told of a day for the first time.
     */
    boolean write(List<Closed> closed, List<Opened> opened, List<Heard> heard) {
        Set<String> texts = new HashSet<>();
        closed.forEach(c -> texts.addAll(List.of(c.rep(), c.kind().code())));
        opened.forEach(o -> addWords(o, texts));
        heard.forEach(h -> texts.add(h.source()));
        Map<String, Integer> ids = texts.isEmpty() ? Map.of() : words.ids(texts);
        if (!closed.isEmpty()) {
            close(closed, ids);
        }
        insert(opened, ids);
        return !heard.isEmpty() && hear(heard, ids) > 0;
    }

    private void close(List<Closed> rows, Map<String, Integer> ids) {
        jdbc.sql(CLOSE)
                .params(
                        column(rows, Closed::record, Long[]::new),
                        column(rows, c -> ids.get(c.rep()), Integer[]::new),
                        column(rows, c -> ids.get(c.kind().code()), Integer[]::new),
                        column(rows, Closed::knownTo, Long[]::new))
                .update();
    }

    private int hear(List<Heard> rows, Map<String, Integer> ids) {
        return jdbc.sql(HEAR)
                .params(
                        column(rows, h -> ids.get(h.source()), Integer[]::new),
                        column(rows, h -> (int) h.date().toEpochDay(), Integer[]::new),
                        column(rows, Heard::knownFrom, Long[]::new))
                .update();
    }

    private void insert(List<Opened> opened, Map<String, Integer> ids) {
        BinaryRows rows = new BinaryRows();
        for (Opened row : opened) {
            Fact fact = row.fact();
            rows.row(11 + WORDS.size() + NUMBERS.size())
                    .int8(row.record())
                    .int4(ids.get(row.rep()))
                    .int4(ids.get(fact.kind().code()))
                    .int4((int) fact.date().toEpochDay())
                    .int8(fact.position())
                    .int8(row.knownFrom())
                    .int8(row.knownTo())
                    .int8(scaled(fact.share(), SHARES))
                    .bool(fact.shared())
                    .bool(fact.named())
                    .int4(ids.get(fact.source()));
            WORDS.forEach(field -> rows.int4(word(ids, word(fact, field))));
            NUMBERS.forEach(field -> rows.int8(number(fact, field)));
        }
        copying.into(COPY, opened.size(), rows);
    }

    /** Since when it is known that sources told of business dates, up to a position. */
    Map<String, NavigableMap<LocalDate, Long>> heard(Collection<String> sources, long last) {
        Map<String, NavigableMap<LocalDate, Long>> heard = new HashMap<>();
        jdbc.sql(HEARD)
                .params(words.known(sources).values().toArray(Integer[]::new), last)
                .query(row -> {
                    heard.computeIfAbsent(row.getString(1), s -> new TreeMap<>())
                            .put(LocalDate.ofEpochDay(row.getInt(2)), row.getLong(3));
                });
        return heard;
    }

    /** On which business dates every source told anything, as known at a position. */
    SortedMap<String, NavigableSet<LocalDate>> heard(long position) {
        SortedMap<String, NavigableSet<LocalDate>> heard = new TreeMap<>();
        jdbc.sql(HEARD_OF_ALL)
                .param(position)
                .query(row -> {
                    heard.computeIfAbsent(row.getString(1), s -> new TreeSet<>())
                            .add(LocalDate.ofEpochDay(row.getInt(2)));
                });
        return heard;
    }

    /** The records whose facts for a rep changed after one position, up to another. */
    Set<Long> changedOfRep(String rep, long after, long upTo) {
        Integer id = words.id(rep);
        return id == null ? Set.of() : changed(CHANGED_OF_REP, id, after, upTo);
    }

    /** The records that changed for accounts after one position, up to another. */
    Set<Long> changedOfAccounts(Collection<String> accounts, long after, long upTo) {
        Integer[] ids = words.known(accounts).values().toArray(Integer[]::new);
        return changed(CHANGED_OF_ACCOUNTS, ids, after, upTo);
    }

    private Set<Long> changed(String sql, Object of, long after, long upTo) {
        return new HashSet<>(
                jdbc.sql(sql)
                        .params(List.of(of, after, upTo, after, upTo))
                        .query(Long.class)
                        .list());
    }

    /** What anyone did of some kinds, as known from a position to another, by account. */
    Map<String, List<Validity<AccountFact>>> ofAccounts(
            Collection<String> accounts, Collection<FactKind> kinds, long first, long last) {
        List<String> codes = kinds.stream().map(FactKind::code).toList();
        return find(
                jdbc.sql(OF_ACCOUNTS).params(ids(accounts), ids(codes), last, first),
                Row::account,
                AccountFact::of);
    }

    /**
     * The facts of reps as known from a position to another, by rep. What was superseded before the
     * first position is not read.
     */
    Map<String, List<Validity<Fact>>> ofReps(Collection<String> reps, long first, long last) {
        return find(jdbc.sql(OF_REPS).params(ids(reps), last, first), Row::rep, fact -> fact);
    }

    /** Those of them that came or went after a position of each rep's own, up to another. */
    Map<String, List<Validity<Fact>>> ofRepsSince(Map<String, Long> positions, long last) {
        Map<String, Integer> ids = words.known(positions.keySet());
        Integer[] reps = ids.values().toArray(Integer[]::new);
        Long[] since = ids.keySet().stream().map(positions::get).toArray(Long[]::new);
        return find(
                jdbc.sql(OF_REPS_SINCE).params(reps, since, last, reps, since, last),
                Row::rep,
                fact -> fact);
    }

    private Integer[] ids(Collection<String> texts) {
        return words.known(texts).values().toArray(Integer[]::new);
    }

    private <T> Map<String, List<Validity<T>>> find(
            StatementSpec asked, Function<Row, Integer> key, Function<Fact, T> value) {
        List<Row> rows = asked.query(Row::read).list();
        Set<Integer> ids = new HashSet<>();
        rows.forEach(row -> row.addWords(ids));
        Map<Integer, String> texts = words.texts(ids);
        Map<String, List<Validity<T>>> found = new HashMap<>();
        for (Row row : rows) {
            found.computeIfAbsent(String.valueOf(texts.get(key.apply(row))), k -> new ArrayList<>())
                    .add(
                            new Validity<>(
                                    value.apply(row.fact(texts)), row.knownFrom(), row.knownTo()));
        }
        return found;
    }

    private static void addWords(Opened row, Set<String> texts) {
        Fact fact = row.fact();
        texts.addAll(List.of(row.rep(), fact.kind().code(), fact.source()));
        for (FactField field : WORDS) {
            String word = word(fact, field);
            if (word != null) {
                texts.add(word);
            }
        }
    }

    private static String columns(List<FactField> fields) {
        return fields.stream().map(FactRows::column).collect(Collectors.joining(", "));
    }

    /** {@code with} is a word of SQL. */
    static String column(FactField field) {
        return field == FactField.WITH ? "attended" : field.code();
    }

    /** The columns that hold words. */
    static Set<String> wordColumns() {
        return Stream.concat(
                        Stream.of("rep", "kind", "source"), WORDS.stream().map(FactRows::column))
                .collect(Collectors.toSet());
    }

    private static @Nullable String word(Fact fact, FactField field) {
        return switch (Fact.FIELDS.get(fact, field)) {
            case null -> null;
            case List<?> none when none.isEmpty() -> null;
            case List<?> texts ->
                    texts.stream().map(Object::toString).collect(Collectors.joining(SEPARATOR));
            case Object text -> text.toString();
        };
    }

    private static @Nullable Long number(Fact fact, FactField field) {
        return scaled((BigDecimal) Fact.FIELDS.get(fact, field), FactField.MOST_DECIMALS);
    }

    private static @Nullable Integer word(Map<String, Integer> ids, @Nullable String text) {
        return text == null ? null : ids.get(text);
    }

    private static @Nullable Long scaled(@Nullable BigDecimal value, int decimals) {
        return value == null ? null : value.movePointRight(decimals).longValueExact();
    }

    private static <R, T> T[] column(
            List<R> rows, Function<R, @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    /** A row as it is stored; what a CRM told, with its source ahead, null where it is nothing. */
    private record Row(
            int kind,
            int date,
            long position,
            long share,
            boolean shared,
            boolean named,
            int rep,
            long knownFrom,
            long knownTo,
            @Nullable Long[] told) {

        static Row read(ResultSet row, int n) throws SQLException {
            @Nullable Long[] told = new Long[1 + WORDS.size() + NUMBERS.size()];
            for (int i = 0; i < told.length; i++) {
                long value = row.getLong(10 + i);
                told[i] = row.wasNull() ? null : Long.valueOf(value);
            }
            return new Row(
                    row.getInt(1),
                    row.getInt(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getInt(7),
                    row.getLong(8),
                    row.getLong(9),
                    told);
        }

        void addWords(Set<Integer> ids) {
            ids.add(kind);
            ids.add(rep);
            for (int i = 0; i <= WORDS.size(); i++) {
                Long id = told[i];
                if (id != null) {
                    ids.add(id.intValue());
                }
            }
        }

        int account() {
            return Objects.requireNonNull(told[1 + WORDS.indexOf(FactField.ACCOUNT)]).intValue();
        }

        Fact fact(Map<Integer, String> texts) {
            Map<FactField, Object> fields = new EnumMap<>(FactField.class);
            int next = 1;
            for (FactField field : WORDS) {
                String text = text(texts, told[next++]);
                if (text != null) {
                    boolean several = field.type() == FactField.Type.WORDS;
                    fields.put(field, several ? List.of(text.split(SEPARATOR, -1)) : text);
                }
            }
            for (FactField field : NUMBERS) {
                Long number = told[next++];
                if (number != null) {
                    fields.put(field, BigDecimal.valueOf(number, FactField.MOST_DECIMALS));
                }
            }
            return Fact.of(
                    position,
                    String.valueOf(text(texts, told[0])),
                    FactKind.of(String.valueOf(texts.get(kind))),
                    LocalDate.ofEpochDay(date),
                    BigDecimal.valueOf(share, SHARES),
                    shared,
                    named,
                    fields);
        }

        private static @Nullable String text(Map<Integer, String> texts, @Nullable Long id) {
            return id == null ? null : texts.get(id.intValue());
        }
    }
}
