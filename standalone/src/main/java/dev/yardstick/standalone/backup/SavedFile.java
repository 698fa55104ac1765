package dev.yardstick.standalone.backup;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.export.Manifest.Content;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A new file of a backup: packed, hashed as it is written, readable by its owner alone. */
final class SavedFile extends FilterOutputStream {

    private static final int PART = 1 << 16;

    private final FileChannel channel;
    private final MessageDigest digest;
    private final GZIPOutputStream packing;
    private long unpacked;

    private SavedFile(FileChannel channel, MessageDigest digest, GZIPOutputStream packing) {
        super(packing);
        this.channel = channel;
        this.digest = digest;
        this.packing = packing;
    }

    static SavedFile create(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        MessageDigest digest = Sha256.digest();
        OutputStream hashed = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        return new SavedFile(channel, digest, new Fast(hashed));
    }

    /** What is packed best takes as long as everything else together. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, PART);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        packing.write(bytes, from, length);
        unpacked += length;
    }

    /** How many bytes were written, before they were packed. */
    long unpacked() {
        return unpacked;
    }

    /** What is in it, when that is on the disk; nothing more may be written. */
    Content finish() throws IOException {
        packing.finish();
        channel.force(true);
        return Content.of(channel.size(), digest);
    }

    /** Closes it, finished or not. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
