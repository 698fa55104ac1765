package dev.yardstick.query.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.RunningQueryService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class NoticeRowsIT {

    private static final String TEN =
            """
            insert into notice (person, kind, channel, subject, rep, expectation, version, since)
            select 'robin', 'warning', 'mail', 'warning ' || n, 'robin', 'e', 1, date '2026-01-01'
            from generate_series(1, 10) n
            """;

    @Test
    void aClaimTakesNoMoreNoticesThanItAsksForWhateverThePlan() throws SQLException {
        String url = RunningQueryService.createTables();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(TEN).update();
            for (String plan : List.of("hashjoin", "mergejoin", "material", "hashagg", "sort")) {
                jdbc.sql("set enable_" + plan + " = off").update();
            }
            NoticeRows rows = new NoticeRows(jdbc);
            assertThat(rows.claim(1, Duration.ofMinutes(1))).hasSize(1);
            assertThat(rows.claim(4, Duration.ofMinutes(1))).hasSize(4);
            assertThat(rows.claim(10, Duration.ofMinutes(1))).hasSize(5);
        }
    }
}
