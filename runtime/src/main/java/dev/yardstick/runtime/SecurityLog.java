package dev.yardstick.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened at the doors, one JSON object a line: ids, roles and routes, never a name, a text,
 * a token or an address as it was typed. A file is kept at 10 MB, with the ten before it. What
 * anybody may cause without end is written so often a minute, and counted from then on. Threadsafe,
 * and several processes may write to one file.
 */
public final class SecurityLog {

    /** All that is ever noted. */
    public enum Kind {
        /** A call or page was refused: 401 or 403. */
        ACCESS_REFUSED,
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGNED_OUT,
        /** By somebody else, by the provider, or everywhere at once. */
        SESSIONS_ENDED,
        /** A link that opens a session once was made, to be shown on a terminal. */
        SIGN_IN_LINK_MADE,
        PERSON_INVITED,
        PASSWORD_CHOSEN,
        PASSKEY_MADE,
        PASSKEY_REMOVED,
        /** A person signs in by herself no more. */
        ACCESS_ENDED,
        TOKEN_PRINTED,
        TOKEN_ISSUED,
        TOKEN_REVOKED,
        CONNECTION_DEFINED,
        SECRETS_CHANGED,
        /** Something parked was taken with another body. */
        PARKED_REPAIRED,
        PARKED_DISMISSED,
        PERSON_ERASED,
        /** So many more of a kind were not written one by one. */
        LEFT_OUT;

        private String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether anybody may cause it as often as she likes. */
        private boolean isEndless() {
            return this == ACCESS_REFUSED || this == SIGN_IN_FAILED;
        }
    }

    /** Lines a minute of an endless kind by one actor; nobody who is signed in is one actor. */
    static final int MOST_A_MINUTE = 30;

    private static final long MAX_BYTES = 10_000_000;
    private static final int KEPT = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);

    /** By what lines are counted; no actor: nobody is signed in. */
    private record Counted(Kind kind, @Nullable String actor) {}

    private final String service;
    private final @Nullable Path file;
    private final Clock clock;
    private final Map<Counted, AtomicLong> counts = new ConcurrentHashMap<>();
    private Instant since;
    private boolean failing;

    /**
     * A log.
     *
     * @param service who writes it
     * @param file where to; null: standard output
     */
    public SecurityLog(String service, @Nullable Path file, Clock clock) {
        this.service = service;
        this.file = file;
        this.clock = clock;
        this.since = clock.instant();
    }

    /**
     * Notes something.
     *
     * @param actor a role, with the person to whom the token is bound: {@code manager:kim}; null:
     *     nobody is signed in
     * @param fields what else there is to say, in ids, codes and numbers
     */
    public void note(Kind kind, @Nullable String actor, Map<String, ?> fields) {
        if (kind.isEndless() && count(kind, actor) > MOST_A_MINUTE) {
            return;
        }
        write(kind, actor, fields);
    }

    private long count(Kind kind, @Nullable String actor) {
        sumUp();
        return counts.computeIfAbsent(new Counted(kind, actor), c -> new AtomicLong())
                .incrementAndGet();
    }

    /** Says how much was left out in the minute that has passed; to be called now and then. */
    synchronized void sumUp() {
        Instant now = clock.instant();
        if (Duration.between(since, now).compareTo(WINDOW) < 0) {
            return;
        }
        Instant begun = since;
        since = now;
        Map<Counted, AtomicLong> passed = Map.copyOf(counts);
        counts.keySet().removeAll(passed.keySet());
        passed.forEach((counted, count) -> {
            long more = count.get() - MOST_A_MINUTE;
            if (more > 0) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("of", counted.kind().code());
                fields.put("count", more);
                fields.put("since", begun.truncatedTo(ChronoUnit.SECONDS).toString());
                write(Kind.LEFT_OUT, counted.actor(), fields);
            }
        });
    }

    private void write(Kind kind, @Nullable String actor, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("service", service);
        line.put("kind", kind.code());
        if (actor != null) {
            line.put("actor", actor);
        }
        line.putAll(fields);
        String text = JsonMapper.shared().writeValueAsString(line);
        if (file == null) {
            System.out.println(text);
            return;
        }
        // Both services of one process write to one file.
        synchronized (SecurityLog.class) {
            try {
                append(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
                failing = false;
            } catch (IOException e) {
                if (!failing) {
                    LOG.error("the security log cannot be written: {}", e.toString());
                }
                failing = true;
            }
        }
    }

    private static void append(Path file, byte[] line) throws IOException {
        if (Files.exists(file) && Files.size(file) + line.length > MAX_BYTES) {
            for (int n = KEPT - 1; n >= 0; n--) {
                Path older = n == 0 ? file : numbered(file, n);
                if (Files.exists(older)) {
                    Files.move(older, numbered(file, n + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(file)) {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, line, StandardOpenOption.APPEND);
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
