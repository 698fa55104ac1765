package dev.yardstick.standalone.auditing;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export consists of. It is written last: a folder without it is no whole export.
 *
 * @param format of the folder; a later one that reads differently has another name
 * @param log the name of the log and of its key
 * @param size the position of the last event
 * @param root of the tree over all events, Base64
 * @param files by name, a slash between folders
 */
public record Manifest(
        String format, String log, long size, String root, SortedMap<String, Content> files) {

    static final String FILE = "manifest.json";
    static final String FORMAT = "yardstick-export/1";

    /** The events, a line each, as {@code GET /api/v1/audit/events} gives them. */
    static final String EVENTS = "events.ndjson";

    /** Every checkpoint that was signed, oldest first, a line each. */
    static final String CHECKPOINTS = "checkpoints.ndjson";

    /** The newest checkpoint alone, which an auditor keeps elsewhere. */
    static final String CHECKPOINT = "checkpoint.txt";

    /** The public key, which an auditor keeps elsewhere too. */
    static final String KEY = "key.txt";

    /** The figures, a line each, as {@code GET /api/v1/audit/figures} gives them. */
    static final String FIGURES = "figures.ndjson";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /** The files of an export of a size. */
    static List<String> files(long size) {
        List<String> names =
                new ArrayList<>(List.of(EVENTS, CHECKPOINTS, CHECKPOINT, KEY, FIGURES));
        names.addAll(Tiles.of(size));
        return names;
    }

    /** A line of {@link #CHECKPOINTS}, without the newline. */
    static byte[] checkpointLine(String note) {
        return JsonMapper.shared().writeValueAsBytes(Map.of("note", note));
    }

    /** A file's size and SHA-256, hexadecimal. */
    public record Content(long bytes, String sha256) {

        static Content of(Path file) throws IOException {
            MessageDigest digest = newDigest();
            long bytes;
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes = in.transferTo(OutputStream.nullOutputStream());
            }
            return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The manifest of files as they are now. */
    static Manifest of(String log, long size, String root, Path folder, Iterable<String> names)
            throws IOException {
        SortedMap<String, Content> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, Content.of(folder.resolve(name)));
        }
        return new Manifest(FORMAT, log, size, root, files);
    }

    /**
     * Reads a folder's manifest.
     *
     * @throws DoesNotHoldException when there is none, or it is not as an export writes it
     */
    static Manifest read(Path folder) throws DoesNotHoldException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new DoesNotHoldException(
                    FILE + " is missing: an export that was cut short is no export, make it again");
        }
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (!FORMAT.equals(manifest.format())) {
                throw new DoesNotHoldException(
                        "%s says format %s; this program reads %s"
                                .formatted(FILE, manifest.format(), FORMAT));
            }
            for (Map.Entry<String, Content> entry : manifest.files().entrySet()) {
                if (entry.getValue() == null) {
                    throw new DoesNotHoldException(FILE + " says nothing of " + entry.getKey());
                }
            }
            return manifest;
        } catch (JacksonException | IOException | NullPointerException e) {
            throw new DoesNotHoldException(FILE + " is not as an export writes it: " + e);
        }
    }

    void write(Path folder) throws IOException {
        Whole.write(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }
}
