package dev.yardstick.standalone.samples;

import dev.yardstick.standalone.csv.Problem;
import dev.yardstick.standalone.csv.Row;
import dev.yardstick.standalone.csv.TextFile;
import dev.yardstick.standalone.csv.TextTable;
import dev.yardstick.standalone.csv.WrongFilesException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a data set, all of which have to be there, and what is wrong with them. */
record SampleFiles(Path directory, List<Problem> problems) {

    /** Those of a directory, their names with blanks between them. */
    static SampleFiles of(Path directory, String names) throws WrongFilesException {
        SampleFiles files = new SampleFiles(directory, new ArrayList<>());
        TextFile.require(directory, files.problems, names.split(" "));
        files.stopIfWrong();
        return files;
    }

    List<Row> rows(String file, TextTable.Shape shape) {
        return TextTable.read(directory, file, shape, problems);
    }

    void stopIfWrong() throws WrongFilesException {
        if (!problems.isEmpty()) {
            throw new WrongFilesException(problems);
        }
    }
}
