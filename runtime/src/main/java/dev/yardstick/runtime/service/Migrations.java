package dev.yardstick.runtime.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings a database to what this version of the program needs. One that a newer version has changed
 * is left alone: an older program would write rows that the newer one no longer understands.
 */
final class Migrations implements FlywayMigrationStrategy {

    private static final String TELL = "select set_config('yardstick.writer', ?, false)";

    private final @Nullable Resource rights;
    private final String role;

    /**
     * Migrations.
     *
     * @param rights a statement that gives a role what it needs, by its name in {@code
     *     yardstick.writer}; null: there is nothing to give
     * @param role by which the service works
     */
    Migrations(@Nullable Resource rights, String role) {
        this.rights = rights;
        this.role = role;
    }

    /**
     * Migrates.
     *
     * @throws CannotStartException when a newer version has been here
     */
    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        newest(all, true)
                .ifPresent(applied -> {
                    throw new CannotStartException(
                            ("The database %s was changed by a newer version of Yardstick (migration %s,"
                                            + " this one knows up to %s). Start that version, or restore a"
                                            + " backup from before it.")
                                    .formatted(
                                            JdbcClient.create(
                                                            Objects.requireNonNull(
                                                                    flyway.getConfiguration()
                                                                            .getDataSource()))
                                                    .sql("select current_database()")
                                                    .query(String.class)
                                                    .single(),
                                            applied,
                                            newest(all, false).orElseThrow()));
                });
        flyway.migrate();
        grant(Objects.requireNonNull(flyway.getConfiguration().getDataSource()));
    }

    /** At every start: the role may be new though the tables are not. */
    private void grant(DataSource owner) {
        if (rights == null) {
            return;
        }
        try (Connection connection = owner.getConnection()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(TELL).param(role).query(String.class).single();
            jdbc.sql(rights.getContentAsString(StandardCharsets.UTF_8)).update();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of those that only a newer version knows, or of those that this one does. */
    private static Optional<MigrationVersion> newest(MigrationInfo[] all, boolean unknown) {
        return Arrays.stream(all)
                .filter(one -> isUnknown(one.getState()) == unknown)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }

    private static boolean isUnknown(MigrationState state) {
        return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
    }
}
