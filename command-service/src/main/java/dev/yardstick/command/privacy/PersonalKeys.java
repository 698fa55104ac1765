package dev.yardstick.command.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One AES-256 key per person, in a table outside the log, sealed by a key outside the database. An
 * erased person has none and gets none; another process forgets a key within {@link #KEPT}.
 */
@Component
public class PersonalKeys {

    private static final String CREATE =
            "insert into personal_key (person, key, kid) values (?, ?, ?) on conflict (person) do"
                    + " nothing";

    private static final String FIND =
            "select person, key, coalesce(kid, '') from personal_key"
                    + " where person = any(?) and key is not null";

    private static final String DESTROY =
            """
            insert into personal_key (person, key, erased_at, erased_by, erased_for)
            values (?, null, clock_timestamp(), ?, ?)
            on conflict (person) do update
            set key = null,
                kid = null,
                erased_at = excluded.erased_at,
                erased_by = excluded.erased_by,
                erased_for = excluded.erased_for
            where personal_key.erased_at is null
            """;

    private static final String ERASED =
            "select person from personal_key where person = any(?) and erased_at is not null";

    /** What is said about something else than a person, and has a key of its own. */
    private static final String FORGET = "delete from personal_key where person = any(?)";

    private static final String UNRECORDED =
            """
            select person, erased_by, erased_for from personal_key
            where erased_at is not null and not recorded
            """;

    private static final String RECORDED =
            "update personal_key set recorded = true where person = ?";

    private static final int KEY_BYTES = 32;
    private static final int MAX_CACHED = 100_000;
    private static final int MAX_ASKED = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Cache<String, byte[]> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(KEPT).build();
    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final KeyRing personsKeys;

    PersonalKeys(JdbcClient jdbc, KeyRing personsKeys) {
        this.jdbc = jdbc;
        this.personsKeys = personsKeys;
    }

    /** The keys of those of the persons who have one that can be opened, 32 bytes each. */
    public Map<String, byte[]> find(Collection<String> persons) {
        Map<String, byte[]> found = new HashMap<>();
        jdbc.sql(FIND)
                .param(persons.toArray(String[]::new))
                .query(row -> {
                    String person = row.getString(1);
                    try {
                        found.put(
                                person,
                                personsKeys.open(row.getString(3), about(person), row.getBytes(2)));
                    } catch (KeyRing.ClosedException e) {
                        // the start said so
                    }
                });
        return found;
    }

    private static String about(String person) {
        return "person " + person;
    }

    /** The person's key; null when it was destroyed or never made. */
    byte @Nullable [] find(String person) {
        return cache.get(person, p -> find(List.of(p)).get(p));
    }

    /**
     * The key, made and durable before it is used for the first time; null: erased.
     *
     * @throws RefusedException {@code key-closed}: there is one that cannot be opened, so that a
     *     text sealed by another would make two
     */
    public byte @Nullable [] findOrCreate(String person) {
        byte[] key = find(person);
        if (key == null) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            jdbc.sql(CREATE)
                    .params(person, personsKeys.seal(about(person), fresh), personsKeys.kid())
                    .update();
            key = find(person);
            if (key == null && !isErased(person)) {
                throw new RefusedException(Reason.KEY_CLOSED.of(person));
            }
        }
        return key;
    }

    /**
     * Lets nothing be written about an erased person.
     *
     * @throws RefusedException {@code erased}
     */
    public void requireNotErased(String person) {
        if (isErased(person)) {
            throw new RefusedException(Reason.ERASED.of(person));
        }
    }

    boolean isErased(String person) {
        return cache.getIfPresent(person) == null && !erased(Set.of(person)).isEmpty();
    }

    /** Those of the persons who were erased; nobody is one whose id no database text can hold. */
    public Set<String> erased(Collection<String> persons) {
        List<String> asked = persons.stream().filter(Characters::areStorable).toList();
        Set<String> erased = new HashSet<>();
        for (int i = 0; i < asked.size(); i += MAX_ASKED) {
            erased.addAll(
                    jdbc.sql(ERASED)
                            .param(
                                    asked.subList(i, Math.min(i + MAX_ASKED, asked.size()))
                                            .toArray(String[]::new))
                            .query(String.class)
                            .list());
        }
        return erased;
    }

    /**
     * Destroys keys of what is said about something that is no person, such as {@code parked/…}.
     */
    public void forget(Collection<String> things) {
        jdbc.sql(FORGET).param(things.toArray(String[]::new)).update();
        cache.invalidateAll(things);
    }

    /** An erasure that the log may not tell of yet. */
    record Erased(String person, String by, String reason) {}

    /** Destroys a person's key, and lets none be made again. */
    void destroy(Erased erased) {
        jdbc.sql(DESTROY).params(erased.person(), erased.by(), erased.reason()).update();
        cache.invalidate(erased.person());
    }

    List<Erased> unrecorded() {
        return jdbc.sql(UNRECORDED)
                .query((row, n) -> new Erased(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    void recorded(String person) {
        jdbc.sql(RECORDED).param(person).update();
    }
}
