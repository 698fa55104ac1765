package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.JAN_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause.Direction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A clause that is told again is written as any record is. */
class TimelineTest {

    @Test
    void aTimelineIsWrittenLikeItsParts() {
        JsonMapper mapper = JsonMapper.shared();
        Timeline timeline =
                new Given()
                        .set(
                                Given.sum("revenue", "1200"),
                                Given.calls("calls", Direction.AT_LEAST, "10"))
                        .won(JAN_1.plusDays(9), "100")
                        .call(JAN_1.plusDays(20), "phone, \"ünïcode\"")
                        .on(JAN_1.plusDays(50));
        String once = mapper.writeValueAsString(timeline);
        JsonNode clauses = mapper.readTree(once).required("clauses");
        assertThat(clauses.toString())
                .isEqualTo(mapper.writeValueAsString(timeline.clauses()))
                .contains("\"delivered\":\"100.00\"");
        assertThat(mapper.writeValueAsString(timeline)).isEqualTo(once);
        assertThat(new String(mapper.writeValueAsBytes(timeline), StandardCharsets.UTF_8))
                .isEqualTo(once);
    }
}
