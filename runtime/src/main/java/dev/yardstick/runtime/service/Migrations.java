package dev.yardstick.runtime.service;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings a database to what this version of the program needs. One that a newer version has changed
 * is left alone: an older program would write rows that the newer one no longer understands.
 */
final class Migrations implements FlywayMigrationStrategy {

    private static final String NEWER =
            "The database %s was changed by a newer version of Yardstick (migration %s, this one knows"
                    + " up to %s). Start that version, or restore a backup from before it.";

    /**
     * Migrates.
     *
     * @throws CannotStartException when a newer version has been here
     */
    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        Optional<MigrationVersion> newer = newest(all, true);
        if (newer.isPresent()) {
            throw new CannotStartException(
                    NEWER.formatted(
                            database(flyway), newer.get(), newest(all, false).orElseThrow()));
        }
        flyway.migrate();
    }

    private static String database(Flyway flyway) {
        return JdbcClient.create(Objects.requireNonNull(flyway.getConfiguration().getDataSource()))
                .sql("select current_database()")
                .query(String.class)
                .single();
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
