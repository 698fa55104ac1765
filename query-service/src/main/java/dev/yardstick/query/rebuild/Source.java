package dev.yardstick.query.rebuild;

import dev.yardstick.query.consuming.ReadModelWriter;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where events are read again. */
interface Source extends AutoCloseable {

    /** It will do, but not yet. */
    final class NotYetException extends RuntimeException {
        NotYetException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Applies what others have applied and this read model has not: exactly that.
     *
     * @param next one writer or several, each for what others do not write
     * @throws NotYetException when it has to be tried again
     */
    void fill(List<ReadModelWriter> next, Goal goal, Progress progress) throws Exception;

    /** Whether command-service wrote a record that is read here. */
    boolean isOurs(ConsumerRecord<String, byte[]> record);

    /** Whether offsets come with what is read; else those of the tables that answer hold. */
    boolean hasOffsets();

    @Override
    void close();
}
