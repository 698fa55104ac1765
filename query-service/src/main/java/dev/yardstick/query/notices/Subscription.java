package dev.yardstick.query.notices;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to be told, and how.
 *
 * @param address where mail goes in place of the address known of the person as a rep
 * @param webhook where to post
 */
public record Subscription(
        Set<Kind> kinds,
        boolean mail,
        @Nullable String address,
        @Nullable URI webhook,
        Locale language) {

    /** Nobody is told anything unasked. */
    public static final Subscription NOTHING =
            new Subscription(Set.of(), false, null, null, Locale.ENGLISH);

    boolean by(Channel channel) {
        return channel == Channel.MAIL ? mail : webhook != null;
    }

    @Override
    public String toString() {
        return "Wish[" + kinds + "]";
    }
}
