package dev.yardstick.query.rebuild;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.yardstick.query.known.Projection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of the read model twice: those that answer are in the schema {@code public}, those
 * that are being filled in a schema of their own. A connection to the latter finds nothing else, so
 * a projected table that is not listed here fails the first rebuild.
 */
@Component
public record Tables(JdbcClient jdbc, HikariDataSource live) {

    static final String LIVE = "public";
    static final String NEXT = "rebuilding";

    /**
     * A table as it is compared.
     *
     * @param key names a row, and orders them
     * @param words columns that hold ids of words
     * @param days columns that hold days since 1970
     * @param ignored columns that say nothing about what was told
     */
    record Table(
            String name,
            List<String> key,
            Set<String> words,
            Set<String> days,
            Set<String> ignored) {

        Table(String name, String... key) {
            this(name, List.of(key), Set.of(), Set.of(), Set.of());
        }
    }

    private static final Set<String> DATE = Set.of("date");
    private static final List<String> FACT = List.of("record", "rep", "kind", "known_from");

    /** Where and when a record was parked depends on how it was read, not on what it says. */
    static final List<Table> COMPARED =
            List.of(
                    new Table(
                            "consumed",
                            List.of("topic", "partition"),
                            Set.of(),
                            Set.of(),
                            Set.of("epoch")),
                    new Table("moment", "recorded_at"),
                    new Table("chronicle", "position"),
                    new Table("record_event", "position"),
                    new Table("record_rep", "rep", "position"),
                    new Table("fact", FACT, Projection.wordColumnsOfFacts(), DATE, Set.of()),
                    new Table("heard", List.of("source", "date"), Set.of("source"), DATE, Set.of()),
                    new Table("looking", "rep", "kind"),
                    new Table(
                            "parked",
                            List.of("stream", "body"),
                            Set.of(),
                            Set.of(),
                            Set.of(
                                    "topic",
                                    "partition",
                                    "offset",
                                    "parked_at",
                                    "dismissed_at",
                                    "dismissed_by",
                                    "dismissed_for")));

    /**
     * The dictionary and the origins are compared by the rows that name them; when the tables
     * changed is another matter than what they say. Every other table is no projection.
     */
    public static final List<String> ALL =
            Stream.concat(
                            COMPARED.stream().map(Table::name),
                            Stream.of("word", "origin", "changed"))
                    .toList();

    /** Filling adds rows to these and changes none, so even what keeps them unique can follow. */
    private static final Set<String> ONLY_ADDED_TO =
            Set.of("chronicle", "record_event", "record_rep", "origin");

    /** By which filling finds what it continues. */
    private static final String LOOKED_UP = "record_event_stream";

    /** As it is, with what keeps it right; its indexes follow. */
    private static final String COPY =
            "create table rebuilding.%1$s (like public.%1$s including all excluding indexes)";

    /** What somebody decided is no projection: it cannot be folded again. */
    private static final String DISMISSED =
            """
            update rebuilding.parked n set dismissed_at = o.dismissed_at,
                dismissed_by = o.dismissed_by, dismissed_for = o.dismissed_for
            from public.parked o
            where o.stream = n.stream and o.body = n.body and o.dismissed_at is not null
            """;

    private static final String CONSTRAINTS =
            """
            select format('alter table rebuilding.%I add constraint %I %s', c.conrelid::regclass::name,
                c.conname, pg_get_constraintdef(c.oid))
            from pg_constraint c where c.conrelid = ?::regclass and c.contype in ('p', 'u')
              and to_regclass('rebuilding.' || c.conname) is null
            """;

    private static final String INDEXES =
            """
            select replace(pg_get_indexdef(i.indexrelid), ' ON public.', ' ON rebuilding.')
            from pg_index i
            where i.indrelid = ?::regclass and (? or i.indisunique or i.indexrelid = ?::regclass)
              and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
              and to_regclass('rebuilding.' || i.indexrelid::regclass::text) is null
            """;

    /**
     * Makes empty tables to fill, with those indexes that filling needs; call it within a
     * transaction.
     */
    void create() {
        drop();
        jdbc.sql("create schema rebuilding").update();
        for (String table : ALL) {
            jdbc.sql(COPY.formatted(table)).update();
            if (!ONLY_ADDED_TO.contains(table)) {
                run(jdbc.sql(CONSTRAINTS).param("public." + table));
            }
            run(jdbc.sql(INDEXES).params("public." + table, false, LOOKED_UP));
        }
    }

    boolean exist() {
        return jdbc.sql("select to_regnamespace('rebuilding') is not null")
                .query(Boolean.class)
                .single();
    }

    /** Makes a table's other indexes, which cost less at the end, and learns what it holds. */
    void index(String table) {
        run(jdbc.sql(CONSTRAINTS).param("public." + table));
        run(jdbc.sql(INDEXES).params("public." + table, true, LOOKED_UP));
        jdbc.sql("analyze rebuilding." + table).update();
    }

    private void run(JdbcClient.StatementSpec statements) {
        statements.query(String.class).list().forEach(statement -> jdbc.sql(statement).update());
    }

    /** Drops what is being filled. */
    void drop() {
        jdbc.sql("drop schema if exists rebuilding cascade").update();
    }

    /** Puts the filled tables in the place of those that answer; call it within a transaction. */
    void swap() {
        jdbc.sql(DISMISSED).update();
        for (String table : ALL) {
            jdbc.sql("drop table public." + table).update();
            jdbc.sql("alter table rebuilding." + table + " set schema public").update();
        }
        jdbc.sql("drop schema rebuilding").update();
    }

    /**
     * Connections that find the tables to fill and no others. What it commits last may be lost with
     * PostgreSQL, rows and offsets alike, and is then filled again.
     */
    HikariDataSource connect() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(live.getJdbcUrl());
        settings.setUsername(live.getUsername());
        settings.setPassword(live.getPassword());
        settings.setPoolName("rebuilding");
        settings.setMaximumPoolSize(AtOnce.THREADS);
        settings.setMinimumIdle(AtOnce.THREADS);
        settings.setConnectionInitSql(
                "set search_path to rebuilding; set synchronous_commit to off");
        return new HikariDataSource(settings);
    }
}
