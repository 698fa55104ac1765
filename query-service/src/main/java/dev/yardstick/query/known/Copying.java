package dev.yardstick.query.known;

import dev.yardstick.runtime.BinaryRows;
import java.io.IOException;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Many rows into a table at once, within the caller's transaction. */
@Component
record Copying(JdbcOperations jdbc) {

    /**
     * Copies rows.
     *
     * @param copy the statement: {@code copy … from stdin (format binary)}
     * @param count of the rows; nothing is done where there are none
     */
    void into(String copy, int count, BinaryRows rows) {
        if (count > 0) {
            jdbc.execute(
                    (ConnectionCallback<Long>)
                            connection -> {
                                try {
                                    return connection
                                            .unwrap(PGConnection.class)
                                            .getCopyAPI()
                                            .copyIn(copy, rows.end());
                                } catch (IOException e) {
                                    throw new IllegalStateException(e); // it comes from memory
                                }
                            });
        }
    }
}
