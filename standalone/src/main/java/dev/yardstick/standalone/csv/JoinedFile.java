package dev.yardstick.standalone.csv;

import dev.yardstick.standalone.csv.CrmMapping.Join;
import dev.yardstick.standalone.csv.TextTable.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list in which rows of another one look something up, by a key. */
final class JoinedFile {

    private final Map<String, Row> rows = new HashMap<>();

    /** Reads it; a key of which it says two things is a problem. */
    static JoinedFile read(Path directory, Join join, char delimiter, List<Problem> problems) {
        JoinedFile joined = new JoinedFile();
        if (!Files.isRegularFile(directory.resolve(join.file()))) {
            TextFile.require(directory, problems, join.file());
            return joined;
        }
        List<String> columns = new ArrayList<>(join.columns().values());
        columns.add(join.key());
        Shape shape = Shape.named(columns.stream().distinct().toList(), delimiter);
        for (Row row : TextTable.read(directory, join.file(), shape, problems)) {
            String key = row.text(join.key());
            if (!row.isBlank() && !key.isEmpty()) {
                joined.add(join, key, row);
            }
        }
        return joined;
    }

    private void add(Join join, String key, Row row) {
        try {
            Notation.whole(key);
        } catch (IllegalArgumentException wrong) {
            row.problem(join.key(), String.valueOf(wrong.getMessage()));
        }
        Row first = rows.putIfAbsent(key, row);
        if (first == null) {
            return;
        }
        for (String column : join.columns().values()) {
            if (!first.text(column).equals(row.text(column))) {
                row.problem(
                        join.key(),
                        "\"%s\" stands in line %d already, with another %s: nobody can choose between them"
                                .formatted(key, first.origin().line(), column));
                return;
            }
        }
    }

    @Nullable Row find(String key) {
        return rows.get(key);
    }
}
