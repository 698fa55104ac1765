package dev.yardstick.command.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One AES-256 key per person, in a table outside the log. */
@Component
public class PersonalKeys {

    private static final String CREATE =
            "insert into personal_key (person, key) values (?, ?) on conflict (person) do nothing";

    private static final String FIND = "select person, key from personal_key where person = any(?)";

    private static final int KEY_BYTES = 32;
    private static final int MAX_CACHED = 100_000;

    private final Cache<String, byte[]> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();
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

    /** The person's key, made and durable before it is used for the first time. */
    byte[] findOrCreate(String person) {
        byte[] key = find(person);
        if (key == null) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            jdbc.sql(CREATE).params(person, fresh).update();
            key = find(person);
        }
        if (key == null) {
            throw new IllegalStateException("the key of " + person + " vanished");
        }
        return key;
    }
}
