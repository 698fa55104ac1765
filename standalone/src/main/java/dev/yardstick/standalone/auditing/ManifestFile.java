package dev.yardstick.standalone.auditing;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.export.Manifest;
import dev.yardstick.events.export.Manifest.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** The manifest of a folder. */
public final class ManifestFile {

    private ManifestFile() {}

    /**
     * Reads a folder's manifest.
     *
     * @throws DoesNotHoldException when there is none, or it is not as an export writes it
     */
    public static Manifest read(Path folder) throws DoesNotHoldException {
        Path file = folder.resolve(Manifest.FILE);
        if (!Files.isRegularFile(file)) {
            throw new DoesNotHoldException(
                    "%s is missing: an export that was cut short is no export, make it again",
                    Manifest.FILE);
        }
        try {
            Manifest manifest = Manifest.parse(Files.readAllBytes(file));
            if (!Manifest.FORMAT.equals(manifest.format())) {
                throw new DoesNotHoldException(
                        "%s says format %s; this program reads %s",
                        Manifest.FILE, manifest.format(), Manifest.FORMAT);
            }
            for (Map.Entry<String, Content> entry : manifest.files().entrySet()) {
                if (entry.getValue() == null) {
                    throw new DoesNotHoldException(
                            "%s says nothing of %s", Manifest.FILE, entry.getKey());
                }
            }
            return manifest;
        } catch (JacksonException | IOException | NullPointerException e) {
            throw new DoesNotHoldException(
                    "%s is not as an export writes it: %s", Manifest.FILE, e);
        }
    }

    /** What the files of a folder hold now. */
    static SortedMap<String, Content> contents(Path folder, Iterable<String> names)
            throws IOException {
        SortedMap<String, Content> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, content(folder.resolve(name)));
        }
        return files;
    }

    /** What a file holds now. */
    public static Content content(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            return Content.of(in.transferTo(OutputStream.nullOutputStream()), digest);
        }
    }
}
