package dev.yardstick.query.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reps with their standing on a day. */
public record RepList(List<Item> items, @Nullable String next) {

    /** A rep and where she stands on each clause that is in force. */
    public record Item(
            String id,
            String name,
            String team,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erased,
            @Nullable String manager,
            LocalDate hiredOn,
            List<Cell> clauses) {}

    /** The standing on a clause. */
    public record Cell(
            String id,
            String expectation,
            String title,
            Standing standing,
            @Nullable String attainment,
            boolean unspoken) {}
}
