package dev.yardstick.standalone.csv;

/** Where something that is sent was read. */
public record Origin(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
