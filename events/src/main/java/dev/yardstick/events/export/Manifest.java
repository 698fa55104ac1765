package dev.yardstick.events.export;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an export consists of. It is written last: what comes without it is no whole export.
 *
 * @param format of the export; a later one that reads differently has another name
 * @param log the name of the log and of its key
 * @param size the position of the last event
 * @param root of the tree over all events, Base64
 * @param files by name, a slash between folders
 */
public record Manifest(
        String format, String log, long size, String root, SortedMap<String, Content> files) {

    /** The name of the manifest's own file. */
    public static final String FILE = "manifest.json";

    /** The format that this program writes and reads. */
    public static final String FORMAT = "yardstick-export/1";

    /** The events, a line each, as {@code GET /api/v1/audit/events} gives them. */
    public static final String EVENTS = "events.ndjson";

    /** Every checkpoint that was signed, oldest first, a line each. */
    public static final String CHECKPOINTS = "checkpoints.ndjson";

    /** The newest checkpoint alone, which an auditor keeps elsewhere. */
    public static final String CHECKPOINT = "checkpoint.txt";

    /** The public key, which an auditor keeps elsewhere too. */
    public static final String KEY = "key.txt";

    /** The figures, a line each, as {@code GET /api/v1/audit/figures} gives them. */
    public static final String FIGURES = "figures.ndjson";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /** What a file holds: its size, and its SHA-256 in hexadecimal. */
    public record Content(long bytes, String sha256) {

        /** Of a digest that was fed with the bytes. */
        public static Content of(long bytes, MessageDigest digest) {
            return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** A manifest in the format of this program. */
    public Manifest(String log, long size, String root, SortedMap<String, Content> files) {
        this(FORMAT, log, size, root, files);
    }

    /** The files of an export of a size. */
    public static List<String> files(long size) {
        List<String> names =
                new ArrayList<>(List.of(EVENTS, CHECKPOINTS, CHECKPOINT, KEY, FIGURES));
        names.addAll(TilePath.ofTree(size).stream().map(TilePath::file).toList());
        return names;
    }

    /** A line of {@link #CHECKPOINTS}, without the newline. */
    public static String checkpointLine(String note) {
        return JsonMapper.shared().writeValueAsString(Map.of("note", note));
    }

    /**
     * Reads a manifest.
     *
     * @throws JacksonException when it is none
     */
    public static Manifest parse(byte[] json) {
        return JSON.readValue(json, Manifest.class);
    }

    /** As it stands in {@link #FILE}. */
    public String text() {
        return JSON.writeValueAsString(this) + "\n";
    }
}
