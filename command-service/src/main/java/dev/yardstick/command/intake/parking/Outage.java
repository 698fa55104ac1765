package dev.yardstick.command.intake.parking;

import dev.yardstick.command.log.LogUnavailableException;
import dev.yardstick.runtime.DatabaseRefusal;
import org.apache.kafka.common.KafkaException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells what passes by itself, and is waited for, from a fault of one thing that is taken. */
public final class Outage {

    private Outage() {}

    /** Whether the same thing may be taken later, as it is. */
    public static boolean isOne(RuntimeException e) {
        return switch (e) {
            case DataAccessException refused when DatabaseRefusal.isOne(refused) -> false;
            case DataAccessException away -> true;
            case TransactionException away -> true;
            case LogUnavailableException away -> true;
            case ConcurrencyException busy -> true;
            case KafkaException away -> true;
            default -> false;
        };
    }
}
