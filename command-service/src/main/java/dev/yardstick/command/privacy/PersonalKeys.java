package dev.yardstick.command.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.yardstick.command.RefusedException;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One AES-256 key per person, in a table outside the log. An erased person has none and gets none;
 * another process forgets a key within {@link #KEPT}.
 */
@Component
public class PersonalKeys {

    private static final String CREATE =
            "insert into personal_key (person, key) values (?, ?) on conflict (person) do nothing";

    private static final String FIND =
            "select person, key from personal_key where person = any(?) and key is not null";

    private static final String DESTROY =
            """
            insert into personal_key (person, key, erased_at, erased_by, erased_for)
            values (?, null, clock_timestamp(), ?, ?)
            on conflict (person) do update
            set key = null,
                erased_at = excluded.erased_at,
                erased_by = excluded.erased_by,
                erased_for = excluded.erased_for
            where personal_key.erased_at is null
            """;

    private static final String IS_ERASED =
            "select exists (select from personal_key where person = ? and erased_at is not null)";

    private static final String UNRECORDED =
            """
            select person, erased_by, erased_for from personal_key
            where erased_at is not null and not recorded
            """;

    private static final String RECORDED =
            "update personal_key set recorded = true where person = ?";

    private static final int KEY_BYTES = 32;
    private static final int MAX_CACHED = 100_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Cache<String, byte[]> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(KEPT).build();
    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;

    PersonalKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The keys of those of the persons who have one, 32 bytes each. */
    public Map<String, byte[]> find(Collection<String> persons) {
        return jdbc
                .sql(FIND)
                .param(persons.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString(1), row.getBytes(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The person's key; null when it was destroyed or never made. */
    byte @Nullable [] find(String person) {
        return cache.get(person, p -> find(List.of(p)).get(p));
    }

    /** The key, made and durable before it is used for the first time; null: erased. */
    public byte @Nullable [] findOrCreate(String person) {
        byte[] key = find(person);
        if (key == null) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            jdbc.sql(CREATE).params(person, fresh).update();
            key = find(person);
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
            throw new RefusedException(
                    "erased", person + " was erased: no text about this person can be kept");
        }
    }

    boolean isErased(String person) {
        return cache.getIfPresent(person) == null
                && jdbc.sql(IS_ERASED).param(person).query(Boolean.class).single();
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
