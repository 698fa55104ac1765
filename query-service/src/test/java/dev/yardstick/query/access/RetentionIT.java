package dev.yardstick.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.query.RunningQueryService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class RetentionIT {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

    /** One a day up to the day of the clock, and as many on the first of them as go at once. */
    private static final String READINGS =
            """
            insert into access (at, actor, basis, call, reps)
            select timestamptz '2026-03-31 11:00Z' - make_interval(days => least(n, 100)), 'manager:kim', 'team', 'GET /', '{}'
            from generate_series(0, ?) n
            """;

    @Test
    void readingsAreForgottenWhenTheyAreOlderThanIsKept() throws Exception {
        String url = RunningQueryService.createTables();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(READINGS).param(100 + Retention.AT_ONCE).update();

            Retention forEver = new Retention(jdbc, CLOCK, null);
            assertThat(forEver.forget()).isPositive();
            assertThat(left(jdbc)).isEqualTo(101L + Retention.AT_ONCE);

            Retention amonth = new Retention(jdbc, CLOCK, Period.ofMonths(1));
            assertThat(amonth.forget()).as("there is more").isZero();
            assertThat(amonth.forget()).isPositive();
            assertThat(left(jdbc)).as("31 March back to 28 February, 12:00").isEqualTo(31);
        }
    }

    private static long left(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from access").query(Long.class).single();
    }

    @Test
    void nothingIsKeptForLessThanADay() {
        JdbcClient none = JdbcClient.create(new SingleConnectionDataSource());
        assertThatThrownBy(() -> new Retention(none, CLOCK, Period.ZERO))
                .hasMessageContaining("yardstick.access-log.kept must be a period");
    }
}
