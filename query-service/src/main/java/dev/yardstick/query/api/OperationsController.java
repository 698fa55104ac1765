package dev.yardstick.query.api;

import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.rebuild.Rebuilds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the projection is doing. */
@RestController
public record OperationsController(
        JdbcClient jdbc, Visible visible, Parked parked, Rebuilds rebuilds) {

    private static final int MAX_PARKED = 1_000;

    private static final String PARTITIONS =
            """
            select topic, partition, next_offset, position, watermark from consumed
            order by topic, partition
            """;

    /** How far a partition has been read. */
    public record Partition(
            String topic, int partition, long nextOffset, long position, long watermark) {}

    /**
     * All partitions, and the position up to which everything is visible.
     *
     * @param rebuild the latest one; null when there never was one
     */
    public record Projections(
            long visible,
            List<Partition> items,
            @Nullable Rebuild rebuild,
            @Nullable String next) {}

    /** What waits, oldest first. */
    public record ParkedList(List<Parked.Entry> items, @Nullable String next) {}

    /** How far each partition has been read, and up to where everything is visible. */
    @GetMapping("/api/v1/projections")
    public Projections projections() {
        return new Projections(
                visible.position(),
                jdbc.sql(PARTITIONS).query(Partition.class).list(),
                rebuilds.list(1).stream().findFirst().orElse(null),
                null);
    }

    /**
     * The oldest records that the projection could not apply, and that nobody dismissed.
     *
     * @param dismissed those that somebody dismissed, in their place
     */
    @GetMapping("/api/v1/parked")
    public ParkedList parked(@RequestParam(defaultValue = "false") boolean dismissed) {
        return new ParkedList(parked.list(dismissed, MAX_PARKED), null);
    }
}
