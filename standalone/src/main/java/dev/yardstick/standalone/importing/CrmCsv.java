package dev.yardstick.standalone.importing;

import dev.yardstick.standalone.importing.CrmMapping.Sheet;
import dev.yardstick.standalone.importing.ImportPlan.Report;
import dev.yardstick.standalone.importing.ImportPlan.Skipped;
import dev.yardstick.standalone.importing.TextTable.Shape;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Activities and deals from the CSV files that a person exported from a CRM or keeps in a
 * spreadsheet, read as the {@code mapping.json} beside them says.
 */
final class CrmCsv {

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Report> events = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Versions versions = new Versions();

    private CrmCsv(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the mapping and the files
     */
    static ImportPlan read(Path directory) throws WrongFilesException {
        CrmCsv csv = new CrmCsv(directory);
        CrmMapping.read(directory, csv.problems).sheets().forEach(csv::read);
        if (!csv.problems.isEmpty()) {
            // A file that several entries name is wrong once.
            throw new WrongFilesException(csv.problems.stream().distinct().toList());
        }
        return new ImportPlan(
                List.of(),
                csv.events,
                List.of(),
                new Skipped("rows whose type the mapping leaves out", csv.leftOut));
    }

    private void read(Sheet sheet) {
        if (!Files.isRegularFile(directory.resolve(sheet.file()))) {
            TextFile.require(directory, problems, sheet.file());
            return;
        }
        Shape shape = new Shape.Named(sheet.columns(), sheet.settings().delimiter());
        for (Row row : TextTable.read(directory, sheet.file(), shape, problems)) {
            if (!row.isBlank()) {
                read(sheet, row);
            }
        }
    }

    private void read(Sheet sheet, Row row) {
        RowReader reader = new RowReader(sheet, row);
        if (reader.isLeftOut()) {
            String type = sheet.type().column().map(row::text).orElse("");
            leftOut.add("%s: %s, %s".formatted(row.origin(), row.text(sheet.subject()), type));
            return;
        }
        reader.event()
                .ifPresent(event -> {
                    versions.check(sheet, row, event);
                    events.add(new Report(row.origin(), event.toJson()));
                });
    }
}
