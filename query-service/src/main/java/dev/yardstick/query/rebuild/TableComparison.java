package dev.yardstick.query.rebuild;

import dev.yardstick.query.rebuild.Rebuild.Compared;
import dev.yardstick.query.rebuild.Rebuild.Content;
import dev.yardstick.query.rebuild.Rebuild.Difference;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the old tables with the rebuilt ones, by what they mean. Neither may change meanwhile.
 */
@Component
record TableComparison(JdbcClient jdbc, JsonMapper json) {

    private static final String COLUMNS =
            """
            select column_name, data_type from information_schema.columns
            where table_schema = 'public' and table_name = ? order by ordinal_position
            """;

    /**
     * Two sums of hashes do not depend on the order of rows, and a row that is twice counts twice.
     */
    private static final String CONTENT =
            """
            select count(*), md5(concat(count(*), ' ', sum(hash_record_extended(r, 0)), ' ',
                sum(hash_record_extended(r, 1))))
            from (%s) r
            """;

    private static final String FIRST_DIFFERENCE =
            """
            select to_json(o)::text, to_json(n)::text from (%s) o full join (%s) n on %s
            where o is distinct from n order by %s limit 1
            """;

    Compared compare(Tables.Table table) {
        Content before = content(rows(table, Tables.LIVE, false));
        Content after = content(rows(table, Tables.NEXT, false));
        return new Compared(
                table.name(), before, after, before.equals(after) ? null : firstDifference(table));
    }

    private Content content(String rows) {
        return jdbc.sql(CONTENT.formatted(rows))
                .query((row, n) -> new Content(row.getLong(1), row.getString(2)))
                .single();
    }

    private @Nullable Difference firstDifference(Tables.Table table) {
        String old = rows(table, Tables.LIVE, true);
        String rebuilt = rows(table, Tables.NEXT, true);
        Function<String, String> each =
                pattern ->
                        table.key().stream()
                                .map(column -> pattern.formatted(column, column))
                                .collect(Collectors.joining(", "));
        String same = each.apply("o.%s = n.%s").replace(", ", " and ");
        return jdbc.sql(
                        FIRST_DIFFERENCE.formatted(
                                old, rebuilt, same, each.apply("coalesce(o.%s, n.%s)")))
                .query((row, n) -> new Difference(read(row.getString(1)), read(row.getString(2))))
                .optional()
                .orElse(null);
    }

    private @Nullable JsonNode read(@Nullable String row) {
        return row == null ? null : json.readTree(row);
    }

    /**
     * A table's rows with words and origins in place of their ids; to be shown, dates and texts as
     * such too.
     */
    private String rows(Tables.Table table, String schema, boolean shown) {
        StringJoiner select = new StringJoiner(", ", "select ", "");
        StringBuilder from = new StringBuilder(" from " + schema + "." + table.name() + " t");
        jdbc.sql(COLUMNS)
                .param(table.name())
                .query(row -> {
                    String column = row.getString(1);
                    if (table.ignored().contains(column)) {
                        return;
                    }
                    if (column.equals("origin")) {
                        from.append(" join %s.origin o on o.id = t.origin".formatted(schema));
                        select.add("o.actor, o.source, o.causation, o.correlation");
                        return;
                    }
                    String value = "t." + column;
                    if (table.words().contains(column)) {
                        from.append(
                                " left join %1$s.word w_%2$s on w_%2$s.id = t.%2$s"
                                        .formatted(schema, column));
                        value = "w_" + column + ".text";
                    } else if (shown && table.days().contains(column)) {
                        value = "date '1970-01-01' + " + value;
                    } else if (shown && row.getString(2).equals("bytea")) {
                        value = "encode(" + value + ", 'escape')";
                    }
                    select.add(value + " as " + column);
                });
        return select + from.toString();
    }
}
