package dev.yardstick.command.log;

import org.jspecify.annotations.Nullable;

/** Tells the sender of a command which position its events reached; it travels with the command. */
public final class Receipt {

    /** The command's metadata entry that holds it. */
    public static final String KEY = "receipt";

    private volatile long position;

    /** The position of the command's last event; null when it recorded none. */
    public @Nullable Long position() {
        return position == 0 ? null : position;
    }

    void reached(long appended) {
        position = appended;
    }
}
