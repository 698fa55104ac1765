package dev.yardstick.query.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One consistent look at the tables. */
@Component
public record ConsistentRead(
        JdbcClient jdbc, PlatformTransactionManager transactions, PersonalKeys keys) {

    /** A rebuilt read model is swapped in by whoever holds this lock alone. */
    private static final String LOCK = "lock table rebuild in access share mode";

    /** Once: what is in a text does not matter to it. */
    public <T extends @Nullable Object> T read(Supplier<T> reading) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return transaction.execute(status -> {
            jdbc.sql(LOCK).update();
            return reading.get();
        });
    }

    /** The same, perhaps more than once, until the keys of the texts that it opens are there. */
    public <T extends @Nullable Object> T readTexts(Supplier<T> reading) {
        return keys.opened(() -> read(reading));
    }
}
