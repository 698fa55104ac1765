package dev.yardstick.standalone.importing;

import java.util.ArrayList;
import java.util.List;

/** A data set cannot be imported as it is; nothing of it was sent. */
final class WrongFilesException extends Exception {

    private static final int SHOWN = 10;

    private final transient List<Problem> problems;

    WrongFilesException(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /** One line for each of the first ten problems, and how many more there are. */
    List<String> report() {
        List<String> lines =
                new ArrayList<>(problems.stream().limit(SHOWN).map(Problem::toString).toList());
        if (problems.size() > SHOWN) {
            lines.add("and " + (problems.size() - SHOWN) + " more");
        }
        return lines;
    }
}
