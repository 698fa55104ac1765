package dev.yardstick.query.access;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One consistent look at the tables. */
@Component
public record ConsistentRead(
        JdbcClient jdbc, PlatformTransactionManager transactions, PersonalKeys keys) {

    /**
     * Both go to the database with the transaction's begin. A rebuilt read model is swapped in by
     * whoever holds the lock alone.
     */
    private static final String BEGIN =
            """
            set transaction isolation level repeatable read;
            lock table rebuild in access share mode
            """;

    private static final ScopedValue<Map<Object, Object>> SEEN = ScopedValue.newInstance();

    /** Once: what is in a text does not matter to it. It may note what it saw. */
    public <T extends @Nullable Object> T read(Supplier<T> reading) {
        return look(reading, false);
    }

    /** Perhaps more than once, until the keys of the texts that it opens are there. */
    public <T extends @Nullable Object> T readTexts(Supplier<T> reading) {
        return keys.opened(() -> look(reading, true));
    }

    private <T extends @Nullable Object> T look(Supplier<T> reading, boolean only) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(only);
        return transaction.execute(status -> {
            jdbc.sql(BEGIN).update();
            return ScopedValue.where(SEEN, new HashMap<>()).call(reading::get);
        });
    }

    /** What one look sees the same whenever it asks, asked once. */
    @SuppressWarnings("unchecked")
    public static <T> T once(Object what, Supplier<T> asked) {
        return SEEN.isBound()
                ? (T) SEEN.get().computeIfAbsent(what, w -> asked.get())
                : asked.get();
    }
}
