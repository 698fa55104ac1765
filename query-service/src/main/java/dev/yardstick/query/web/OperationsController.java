package dev.yardstick.query.web;

import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.rebuild.Rebuilds;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** How the projection is doing. */
@RestController
class OperationsController {

    private static final int MAX_PARKED = 1_000;

    private static final String PARTITIONS =
            """
            select topic, partition, next_offset, position, watermark from consumed
            order by topic, partition
            """;

    private final JdbcClient jdbc;
    private final Visible visible;
    private final Parked parked;
    private final Rebuilds rebuilds;

    OperationsController(JdbcClient jdbc, Visible visible, Parked parked, Rebuilds rebuilds) {
        this.jdbc = jdbc;
        this.visible = visible;
        this.parked = parked;
        this.rebuilds = rebuilds;
    }

    /** How far a partition has been read. */
    record Partition(String topic, int partition, long nextOffset, long position, long watermark) {}

    /**
     * All partitions, and the position up to which everything is visible.
     *
     * @param rebuild the latest one; null when there never was one
     */
    record Projections(
            long visible,
            List<Partition> items,
            @Nullable Rebuild rebuild,
            @Nullable String next) {}

    /** What waits, oldest first. */
    record ParkedList(List<Parked.Entry> items, @Nullable String next) {}

    @GetMapping("/api/v1/projections")
    Projections projections() {
        return new Projections(
                visible.position(),
                jdbc.sql(PARTITIONS).query(Partition.class).list(),
                rebuilds.list(1).stream().findFirst().orElse(null),
                null);
    }

    @GetMapping("/api/v1/parked")
    ParkedList parked() {
        return new ParkedList(parked.list(MAX_PARKED), null);
    }
}
