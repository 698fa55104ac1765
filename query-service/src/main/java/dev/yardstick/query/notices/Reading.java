package dev.yardstick.query.notices;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

/** One consistent look at the tables. */
@Component
class Reading {

    private final TransactionTemplate transaction;

    Reading(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    <T extends @Nullable Object> T read(Supplier<T> reading) {
        return transaction.execute(status -> reading.get());
    }
}
