package dev.yardstick.standalone.csv;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.standalone.csv.CrmMapping.Join;
import dev.yardstick.standalone.csv.CrmMapping.Sheet;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.TextTable.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Activities and deals from the CSV files that a person exported from a CRM or keeps in a
 * spreadsheet, read as the {@code mapping.json} beside them says.
 */
public final class CrmCsv {

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Report> events = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final RowVersions versions = new RowVersions();

    private CrmCsv(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the mapping and the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        CrmCsv csv = new CrmCsv(directory);
        List<Sheet> sheets = CrmMapping.read(directory, csv.problems).sheets();
        sheets.forEach(csv::read);
        if (!csv.problems.isEmpty()) {
            // A file that several entries name is wrong once.
            throw new WrongFilesException(csv.problems.stream().distinct().toList());
        }
        String skipped =
                sheets.stream().allMatch(sheet -> sheet.join() == null)
                        ? "rows whose type the mapping leaves out"
                        : "rows whose type the mapping leaves out or that the join skips";
        return new ImportPlan(List.of(), csv.events, List.of(), new Skipped(skipped, csv.leftOut));
    }

    private void read(Sheet sheet) {
        if (!Files.isRegularFile(directory.resolve(sheet.file()))) {
            TextFile.require(directory, problems, sheet.file());
            return;
        }
        Shape shape = Shape.named(sheet.columns(), sheet.settings().delimiter());
        Join join = sheet.join();
        JoinedFile joined =
                join == null
                        ? null
                        : JoinedFile.read(directory, join, sheet.settings().delimiter(), problems);
        for (Row row : TextTable.read(directory, sheet.file(), shape, problems)) {
            if (row.isBlank()) {
                continue;
            }
            Row whole = row;
            if (join != null && joined != null) {
                Row found = joined.find(row.text(join.column()));
                if (!namesAnew(join, row)) {
                    return;
                }
                whole = row.joined(join, found);
                if (found == null && join.skips()) {
                    String key = row.text(join.column());
                    leftOut.add(
                            Characters.shown(
                                    "%s: %s, not in %s".formatted(row.origin(), key, join.file())));
                    continue;
                }
            }
            read(sheet, whole);
        }
    }

    /** The names of joined columns must not be those of the list's own. */
    private boolean namesAnew(Join join, Row row) {
        List<String> twice = join.columns().keySet().stream().filter(row::has).toList();
        for (String name : twice) {
            String message =
                    "join.columns must have another name for \"%s\" than a column of %s"
                            .formatted(name, row.origin().file());
            problems.add(new Problem(CrmMapping.FILE, 0, 0, message));
        }
        return twice.isEmpty();
    }

    private void read(Sheet sheet, Row row) {
        RowReader reader = new RowReader(sheet, row);
        if (reader.isLeftOut()) {
            String type = sheet.type().column().map(row::text).orElse("");
            leftOut.add(
                    Characters.shown(
                            "%s: %s, %s".formatted(row.origin(), row.text(sheet.subject()), type)));
            return;
        }
        reader.event()
                .ifPresent(event -> {
                    versions.check(sheet, row, event);
                    events.add(new Report(row.origin(), event.toJson()));
                });
    }
}
