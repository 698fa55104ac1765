package dev.yardstick.acceptance.crm.simulated;

import java.util.List;

/** One call of a run. */
public sealed interface Step {

    /**
     * Somebody states something about the company.
     *
     * @param makesKnown the streams of reps and accounts that events may name from now on
     * @param revises the version that a revision revises; 0 for all other commands
     */
    record Command(String method, String path, String body, List<String> makesKnown, int revises)
            implements Step {}

    /** The CRM sends events; a structured or binary one holds exactly one. */
    record Parcel(Form form, List<Item> items) implements Step {}

    /** How a parcel is sent. */
    enum Form {
        STRUCTURED,
        BINARY,
        BATCH,
        /** A batch whose text ends too early, and then the whole one. */
        SPOILT_BATCH,
        LINES,
        /** Lines that break off midway, and then all of them again. */
        LINES_CUT_OFF
    }

    /** What has to become of an item. */
    enum Fate {
        /** Accepted, or a duplicate. */
        TAKEN,
        /** Parked until everybody whom it names is known. */
        PARKED,
        /** Parked, and never taken: it names somebody who does not exist. */
        PARKED_FOR_EVER,
        REFUSED
    }

    /**
     * What stands for one event.
     *
     * @param shape what it is as text, which not every form can carry
     */
    record Item(String json, Fate fate, Shape shape) {}

    /** What an item is as text. */
    enum Shape {
        /** A JSON object, as every event is. */
        OBJECT,
        /** JSON, but no object. */
        JSON,
        /** No JSON. */
        TEXT
    }
}
