package dev.yardstick.query.pages.audit;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.events.export.Manifest.Content;
import dev.yardstick.events.export.TilePath;
import dev.yardstick.query.api.FiguresController;
import dev.yardstick.query.pages.kit.LedgerReading;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The whole log with its checkpoints, tiles, key and every figure as one file: what {@code
 * ./yardstick export} writes, for {@code ./yardstick verify} once it is unpacked. The manifest
 * comes last, so a file that was cut short is no export.
 */
@Controller
record ExportController(LedgerReading ledger, FiguresController figures) {

    private static final int CHECKPOINTS = 500;

    /** Each part is fetched well within the time that command-service has for an answer. */
    private static final long EVENTS = 10_000;

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
        String notes =
                checkpoints.stream()
                        .map(checkpoint -> Manifest.checkpointLine(checkpoint.note()) + "\n")
                        .collect(Collectors.joining());
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put(Manifest.EVENTS, out -> events(last.size(), out));
        parts.put(Manifest.CHECKPOINTS, out -> out.write(bytes(notes)));
        parts.put(Manifest.CHECKPOINT, out -> out.write(bytes(last.note())));
        parts.put(Manifest.KEY, out -> out.write(bytes(key + "\n")));
        parts.put(Manifest.FIGURES, lines::writeTo);
        for (TilePath tile : TilePath.ofTree(last.size())) {
            parts.put(tile.file(), out -> ledger.tile(tile, out));
        }
        SortedMap<String, Content> files = new TreeMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(response.getOutputStream())) {
            for (var part : parts.entrySet()) {
                files.put(part.getKey(), add(zip, part.getKey(), part.getValue()));
            }
            String log = key.substring(0, key.indexOf('+'));
            zip.putNextEntry(new ZipEntry(Manifest.FILE));
            zip.write(bytes(new Manifest(log, last.size(), last.root(), files).text()));
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

    private static Content add(ZipOutputStream zip, String name, Part part) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        zip.putNextEntry(entry);
        Hashed hashed = new Hashed(zip);
        part.writeTo(hashed);
        zip.closeEntry();
        return Content.of(entry.getSize(), hashed.getMessageDigest());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Hashes what is written into an entry, and never closes the file around it. */
    private static final class Hashed extends DigestOutputStream {

        Hashed(OutputStream entry) {
            super(entry, Sha256.digest());
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
