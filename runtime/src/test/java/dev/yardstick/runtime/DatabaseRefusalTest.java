package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseRefusalTest {

    private static boolean isRefusal(String state) {
        return DatabaseRefusal.isOne(
                new IllegalStateException("wrapped", new SQLException("", state)));
    }

    @Test
    void itTellsWhatWillNeverGoFromWhatPasses() {
        for (String never : new String[] {"22P05", "22003", "23505", "23502", "54000"}) {
            assertThat(isRefusal(never)).as(never).isTrue();
        }
        for (String passes : new String[] {"08006", "40001", "53300", "55P03", "57014", "57P01"}) {
            assertThat(isRefusal(passes)).as(passes).isFalse();
        }
        assertThat(DatabaseRefusal.isOne(new SQLException("no state"))).isFalse();
        assertThat(DatabaseRefusal.isOne(new IllegalStateException())).isFalse();
    }
}
