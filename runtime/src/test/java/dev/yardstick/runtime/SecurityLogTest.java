package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.runtime.SecurityLog.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityLogTest {

    @TempDir private Path directory = Path.of("");

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private Path file() {
        return directory.resolve("logs/security.log");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    @Test
    void aFloodIsCountedAndSummedUp() throws IOException {
        SecurityLog log = new SecurityLog("query-service", file(), clock);
        for (int n = 0; n < 100_000; n++) {
            log.note(Kind.ACCESS_REFUSED, null, Map.of("status", 401));
        }
        log.note(Kind.ACCESS_REFUSED, "manager:kim", Map.of("status", 403));
        log.note(Kind.SIGN_IN_FAILED, null, Map.of("by", "link"));
        assertThat(lines()).hasSize(SecurityLog.MOST_A_MINUTE + 2);
        now = now.plus(Duration.ofMinutes(1));
        log.sumUp();
        log.sumUp();
        assertThat(lines()).hasSize(SecurityLog.MOST_A_MINUTE + 3);
        assertThat(lines().getLast())
                .isEqualTo(
                        "{\"at\":\"2026-03-01T10:01:00Z\",\"service\":\"query-service\",\"kind\":\"left-out\","
                                + "\"of\":\"access-refused\",\"count\":99970,\"since\":\"2026-03-01T10:00:00Z\"}");
        log.note(Kind.ACCESS_REFUSED, null, Map.of("status", 401));
        assertThat(lines()).hasSize(SecurityLog.MOST_A_MINUTE + 4);
    }

    @Test
    void whatOnlyWhoIsSignedInCanCauseIsNeverLeftOut() throws IOException {
        SecurityLog log = new SecurityLog("command-service", file(), clock);
        for (int n = 0; n < 200; n++) {
            log.note(Kind.SECRETS_CHANGED, "admin", Map.of("of", Map.of("connection", "hub")));
        }
        assertThat(lines()).hasSize(200);
    }

    @Test
    void theFileIsBoundedWithThoseBeforeIt() throws IOException {
        SecurityLog log = new SecurityLog("command-service", file(), clock);
        for (int n = 0; n < 12; n++) {
            Files.createDirectories(directory.resolve("logs"));
            Files.write(file(), new byte[10_000_000]);
            log.note(Kind.TOKEN_PRINTED, null, Map.of("role", "crm"));
            assertThat(lines()).hasSize(1);
        }
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            assertThat(files).hasSize(11);
        }
    }
}
