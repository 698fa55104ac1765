package dev.yardstick.command.intake.dialect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Deliveries for the tests of dialects, and where genuine payloads lie, where they are at hand. */
public final class Deliver {

    private Deliver() {}

    /** A delivery with headers. */
    public static WebhookRequest delivery(
            String url, @Nullable String topic, String body, Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new WebhookRequest(
                "POST", url, topic, lower, false, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Secrets by name. */
    public static Secrets secrets(Map<String, String> byName) {
        return new Secrets(new TreeMap<>(byName));
    }

    /** The delivery holds, and no longer when a byte of its body or any header is altered. */
    public static void holdsOnlyAsItIs(
            Dialect dialect, WebhookRequest delivery, Secrets secrets, Instant now) {
        dialect.verify(delivery, secrets, now);
        byte[] altered = delivery.body().clone();
        if (altered.length > 0) {
            altered[altered.length - 1] ^= 1;
            refused(dialect, with(delivery, delivery.headers(), altered), secrets, now);
        }
        for (String header : delivery.headers().keySet()) {
            Map<String, String> without = new HashMap<>(delivery.headers());
            without.remove(header);
            refused(dialect, with(delivery, without, delivery.body()), secrets, now);
        }
        Map<String, String> other = new HashMap<>();
        secrets.byName().forEach((name, value) -> other.put(name, value + "x"));
        refused(dialect, delivery, secrets(other), now);
        refused(dialect, delivery, secrets(Map.of()), now);
    }

    private static WebhookRequest with(
            WebhookRequest of, Map<String, String> headers, byte[] body) {
        return new WebhookRequest(of.method(), of.url(), of.topic(), headers, of.trusted(), body);
    }

    /** The delivery is refused. */
    public static void refused(
            Dialect dialect, WebhookRequest delivery, Secrets secrets, Instant now) {
        assertThatThrownBy(() -> dialect.verify(delivery, secrets, now))
                .isInstanceOf(UnverifiedException.class);
    }

    /** A genuine payload, below {@code YARDSTICK_PAYLOADS} or beside the repository. */
    public static Optional<Path> payload(String file) {
        String named = System.getenv("YARDSTICK_PAYLOADS");
        Path at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && Files.notExists(at.resolve("docker-compose.yml"))) {
            at = at.getParent();
        }
        Path folder = named != null ? Path.of(named) : at.resolve("../shared/payloads");
        return Optional.of(folder.resolve(file)).filter(Files::isRegularFile);
    }
}
