package dev.yardstick.standalone.importing;

/** Where something that is sent was read. */
record Origin(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
