package dev.yardstick.standalone.csv;

import dev.yardstick.events.language.FactField;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code mapping.json} says: which columns of which files become which CRM events. */
record CrmMapping(List<Sheet> sheets) {

    static final String FILE = "mapping.json";

    /**
     * How one file is read, once.
     *
     * @param type a text cell that holds the events' type
     * @param subject the column with the CRM's record id
     * @param time the column with the CRM's version of a row; null where the export tells it
     * @param join the list that some of its columns come from; null where it stands alone
     */
    record Sheet(
            String file,
            Settings settings,
            Cell type,
            String subject,
            @Nullable String time,
            Map<FactField, Cell> data,
            @Nullable Join join) {

        /** All columns that it needs. */
        List<String> columns() {
            Set<String> columns = new LinkedHashSet<>();
            columns.add(subject);
            if (time != null) {
                columns.add(time);
            }
            type.column().ifPresent(columns::add);
            data.values().forEach(cell -> cell.column().ifPresent(columns::add));
            if (join != null) {
                columns.removeAll(join.columns().keySet());
                columns.add(join.column());
            }
            return List.copyOf(columns);
        }
    }

    /**
     * Another list, in which each row looks something up.
     *
     * @param column of this list, with the key
     * @param key the column of the other list with the key
     * @param columns the names that the other list's columns have here, and have there
     * @param skips whether rows whose key the other list does not have are left out
     */
    record Join(
            String file, String column, String key, Map<String, String> columns, boolean skips) {}

    /**
     * What may be said for all files, and for a single file otherwise.
     *
     * @param source empty where nobody said
     * @param exportedAt the version of rows that tell none; null where nobody said
     * @param revision decides between events of the same time, the higher wins
     */
    record Settings(
            String source,
            @Nullable Instant exportedAt,
            int revision,
            char delimiter,
            Notation notation) {

        static final Settings DEFAULT = new Settings("", null, 1, ',', Notation.CANONICAL);
    }

    /** Where a value comes from. */
    sealed interface Cell {

        Optional<String> column();

        /** The same for every row. */
        record Constant(Object value) implements Cell {
            @Override
            public Optional<String> column() {
                return Optional.empty();
            }
        }

        /**
         * What stands in a column.
         *
         * @param values what each text there means, nothing for an empty one; null where texts mean
         *     themselves
         * @param separator between several texts in a cell; empty where there is one
         */
        record Column(String name, @Nullable Map<String, Optional<Object>> values, String separator)
                implements Cell {
            @Override
            public Optional<String> column() {
                return Optional.of(name);
            }
        }
    }

    /** Reads the mapping of a directory as far as it can be read. */
    static CrmMapping read(Path directory, List<Problem> problems) {
        TextFile.require(directory, problems, FILE);
        String text = problems.isEmpty() ? TextFile.read(directory, FILE, problems) : null;
        LocatedJson json =
                text == null
                        ? null
                        : LocatedJson.read(FILE, text.replaceFirst("^\uFEFF", ""), problems);
        return json == null || !json.mustBeObject()
                ? new CrmMapping(List.of())
                : new CrmMapping(MappingReader.sheets(json));
    }
}
