package dev.yardstick.acceptance.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;

/** What somebody who can write the database may do to the log. */
enum Forgery {

    /** One byte of what happened. */
    DATA {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            log.execute(digit(log, random));
        }
    },

    /** Who did it, or whence. */
    METADATA {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            log.execute(
                    """
                    update log set metadata = convert_to(
                        replace(convert_from(metadata, 'UTF8'), '"actor":"', '"actor":"x'), 'UTF8')
                    where position = %d\
                    """
                            .formatted(position(log, random)));
        }
    },

    /** When it was recorded, by a microsecond. */
    TIME {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            log.execute(
                    "update log set recorded_at = recorded_at + interval '1 microsecond' where position = "
                            + position(log, random));
        }
    },

    /** Its name, its revision or its id. */
    NAME {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            String[] changes = {
                "type = case type when 'activity-recorded' then 'activity-corrected' else 'activity-recorded' end",
                "revision = revision + 1",
                "id = gen_random_uuid()"
            };
            log.execute(
                    "update log set "
                            + changes[random.nextInt(changes.length)]
                            + " where position = "
                            + position(log, random));
        }
    },

    /** It never happened, and a hole is left. */
    HOLE {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            log.execute("delete from log where position = " + position(log, random));
        }
    },

    /** It never happened, and all that came later moves up. */
    DELETE {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            long position = position(log, random);
            log.execute(
                    "create temporary table gone on commit drop as select stream from log where position = "
                            + position,
                    "delete from log where position = " + position,
                    "update log set sequence = -sequence where stream in (table gone) and position > "
                            + position,
                    "update log set sequence = -sequence - 1 where sequence < 0",
                    // In two steps, since a key is checked row by row.
                    "update log set position = -position where position > " + position,
                    "update log set position = -position - 1 where position < 0",
                    "update log_head set position = position - 1");
        }
    },

    /**
     * Something that never happened, between two events that did; the last one goes, since of a
     * longer log query-service has no figures here.
     */
    INSERT {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            long position = 1 + random.nextLong(size(log) - 1);
            log.execute(
                    "delete from log where position = (select max(position) from log)",
                    "update log set position = -position where position > " + position,
                    "update log set position = -position + 1 where position < 0",
                    """
                    insert into log (position, recorded_at, stream, sequence, type, revision, id, data, metadata, rep)
                    select position + 1, recorded_at, stream || '-forged', 0, type, revision, gen_random_uuid(),
                        data, metadata, rep
                    from log where position = %d\
                    """
                            .formatted(position));
        }
    },

    /** Two events change places. */
    REORDER {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            long position = 1 + random.nextLong(size(log) - 1);
            log.execute(
                    "update log set position = -position where position = " + position,
                    "update log set position = %d where position = %d"
                            .formatted(position, position + 1),
                    "update log set position = %d where position = %d"
                            .formatted(position + 1, -position));
        }
    },

    /** It happened to another record. */
    MOVE {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            log.execute(
                    "update log set stream = stream || 'x', sequence = 0 where position = "
                            + position(log, random));
        }
    },

    /** The latest events never happened. */
    TRUNCATE {
        @Override
        void commit(ForgedLog log, Random random) throws SQLException {
            long end = size(log) - 1 - random.nextInt(5);
            log.execute(
                    "delete from log where position > " + end,
                    "update log_head set position = " + end);
        }
    };

    /** Whether a ledger takes it when it hashes the log anew: it stops at a hole. */
    boolean leavesNoHole() {
        return this != HOLE;
    }

    abstract void commit(ForgedLog log, Random random) throws SQLException;

    private static long size(ForgedLog log) throws SQLException {
        return log.number("select count(*) from log");
    }

    private static long position(ForgedLog log, Random random) throws SQLException {
        return 1 + random.nextLong(size(log));
    }

    /** Changes one letter or digit within a text of an event's JSON. */
    private static String digit(ForgedLog log, Random random) throws SQLException {
        long position = position(log, random);
        try (PreparedStatement query =
                log.connection()
                        .prepareStatement("select data from log where position = " + position)) {
            try (ResultSet row = query.executeQuery()) {
                row.next();
                byte[] bytes = row.getBytes(1);
                int at;
                do {
                    at = random.nextInt(bytes.length);
                } while (!Character.isLetterOrDigit(bytes[at]));
                int changed = bytes[at] == '9' || bytes[at] == 'z' ? bytes[at] - 1 : bytes[at] + 1;
                return "update log set data = set_byte(data, %d, %d) where position = %d"
                        .formatted(at, changed, position);
            }
        }
    }
}
