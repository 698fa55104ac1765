package dev.yardstick.standalone.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A data set cannot be imported as it is; nothing of it was sent. */
public final class WrongFilesException extends Exception {

    private static final int SHOWN = 10;

    private final transient List<Problem> problems;

    public WrongFilesException(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * One line for each of the first ten problems, and how many more there are. What is wrong in
     * many rows of a file alike is one problem, told where it stands first.
     */
    public List<String> report() {
        Map<Problem, Integer> told = new LinkedHashMap<>();
        Map<List<String>, Problem> first = new HashMap<>();
        for (Problem problem : problems) {
            List<String> said = List.of(problem.file(), problem.message());
            told.merge(first.computeIfAbsent(said, key -> problem), 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        told.forEach((problem, times) -> {
            if (lines.size() < SHOWN) {
                lines.add(problem + (times == 1 ? "" : " (and in " + (times - 1) + " more rows)"));
            }
        });
        if (told.size() > SHOWN) {
            lines.add("and " + (told.size() - SHOWN) + " more");
        }
        return lines;
    }
}
