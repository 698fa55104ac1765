package dev.yardstick.command.intake.dialect;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection's secrets by name, such as {@code clientSecret}; EspoCRM's are named after the
 * webhook's event, {@code Call.create.secret}.
 *
 * @param problem why those that were given cannot be used; null: nothing is wrong
 */
public record Secrets(SortedMap<String, String> byName, @Nullable String problem) {

    /** Those that can be used. */
    public Secrets(SortedMap<String, String> byName) {
        this(byName, null);
    }

    /** A secret; null when it was not given. */
    public @Nullable String find(String name) {
        return byName.get(name);
    }

    /**
     * A secret that verifying needs.
     *
     * @throws UnverifiedException when it was not given
     */
    public String require(String name) {
        String secret = byName.get(name);
        if (secret == null) {
            throw new UnverifiedException(
                    problem != null
                            ? problem
                            : "the connection has no secret \""
                                    + name
                                    + "\" yet, so nothing can be verified");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "Secrets" + byName.keySet();
    }
}
