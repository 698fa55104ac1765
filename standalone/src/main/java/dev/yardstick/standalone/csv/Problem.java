package dev.yardstick.standalone.csv;

import dev.yardstick.events.refusal.Characters;

/**
 * What is wrong with a file, and where.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param column the character within the line, from 1
 * @param message says what would be right
 */
public record Problem(String file, int line, int column, String message) {

    /** What quotes a cell shows what cannot be seen in it. */
    public Problem {
        message = Characters.shown(message);
    }

    @Override
    public String toString() {
        return line == 0
                ? file + ": " + message
                : file + ":" + line + ":" + column + ": " + message;
    }
}
