package dev.yardstick.query.web.pages;

import dev.yardstick.query.web.FiguresController;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The whole log with its checkpoints, tiles, key and every figure as one file: what {@code
 * ./yardstick export} writes, for {@code ./yardstick verify} once it is unpacked. The manifest
 * comes last, so a file that was cut short is no export.
 */
@Controller
class ExportController {

    private static final String FORMAT = "yardstick-export/1";
    private static final int CHECKPOINTS = 500;

    /** Each part is fetched well within the time that command-service has for an answer. */
    private static final long EVENTS = 10_000;

    private static final int TILE = 256;
    private static final int DIGITS = 1_000;

    private final LedgerReading ledger;
    private final FiguresController figures;
    private final JsonMapper json;

    ExportController(LedgerReading ledger, FiguresController figures, JsonMapper json) {
        this.ledger = ledger;
        this.figures = figures;
        this.json = json;
    }

    /** A file of the export, as the manifest names it. */
    private record Content(long bytes, String sha256) {}

    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    @GetMapping("/audit/export")
    void export(HttpServletResponse response) throws IOException {
        String key = ledger.key();
        ledger.signEnd();
        List<LedgerReading.Signed> checkpoints = checkpoints();
        LedgerReading.Signed last = checkpoints.getLast();
        String size = String.valueOf(last.size());
        var lines = Objects.requireNonNull(figures.figures(size, size).getBody());

        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("yardstick-" + size + ".zip")
                        .build()
                        .toString());
        SortedMap<String, Content> files = new TreeMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(response.getOutputStream())) {
            add(zip, files, "events.ndjson", out -> events(last.size(), out));
            add(
                    zip,
                    files,
                    "checkpoints.ndjson",
                    out -> {
                        for (LedgerReading.Signed checkpoint : checkpoints) {
                            out.write(json.writeValueAsBytes(Map.of("note", checkpoint.note())));
                            out.write('\n');
                        }
                    });
            add(zip, files, "checkpoint.txt", out -> out.write(bytes(last.note())));
            add(zip, files, "key.txt", out -> out.write(bytes(key + "\n")));
            add(zip, files, "figures.ndjson", lines::writeTo);
            for (String tile : tiles(last.size())) {
                add(zip, files, "tile/" + tile, out -> ledger.tile(tile, out));
            }
            Map<String, Object> manifest = new LinkedHashMap<>();
            manifest.put("format", FORMAT);
            manifest.put("log", key.substring(0, key.indexOf('+')));
            manifest.put("size", last.size());
            manifest.put("root", last.root());
            manifest.put("files", files);
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
        }
    }

    /** All that were signed, oldest first. */
    private List<LedgerReading.Signed> checkpoints() {
        List<LedgerReading.Signed> all = new ArrayList<>();
        String next = null;
        do {
            LedgerReading.Page page = ledger.checkpoints(next, CHECKPOINTS);
            all.addAll(page.items());
            next = page.next();
        } while (next != null);
        return all.reversed();
    }

    private void events(long size, OutputStream out) throws IOException {
        for (long from = 1; from <= size; from += EVENTS) {
            ledger.events(from, Math.min(size, from + EVENTS - 1), out);
        }
    }

    /** The paths of all tiles of a tree, level by level, as C2SP tlog-tiles names them. */
    static List<String> tiles(long size) {
        List<String> paths = new ArrayList<>();
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= TILE) {
            for (long number = 0; number < hashes / TILE; number++) {
                paths.add(level + "/" + inGroups(number));
            }
            if (hashes % TILE > 0) {
                paths.add(level + "/" + inGroups(hashes / TILE) + ".p/" + hashes % TILE);
            }
            level++;
        }
        return paths;
    }

    private static String inGroups(long number) {
        String last = "%03d".formatted(number % DIGITS);
        StringBuilder path = new StringBuilder(last);
        for (long left = number / DIGITS; left > 0; left /= DIGITS) {
            path.insert(0, "x%03d/".formatted(left % DIGITS));
        }
        return path.toString();
    }

    private static void add(
            ZipOutputStream zip, SortedMap<String, Content> files, String name, Part part)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Counted counted = new Counted(zip);
        part.writeTo(counted);
        counted.flush();
        zip.closeEntry();
        files.put(name, counted.content());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Counts and hashes what is written into an entry, and never closes the file around it. */
    private static final class Counted extends DigestOutputStream {

        private long bytes;

        Counted(OutputStream entry) {
            super(entry, sha256());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            super.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            super.write(b, offset, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }

        Content content() {
            return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }
}
