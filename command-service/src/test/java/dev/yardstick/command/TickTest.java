package dev.yardstick.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

class TickTest {

    private final Map<String, String> byId = new LinkedHashMap<>();

    private @Nullable String observe(String state, boolean fetched) {
        String free = Tick.free("t", byId, state::equals, fetched);
        if (free != null) {
            byId.put(free, state);
        }
        return free;
    }

    @Test
    void whatArrivesLaterWithinATickHasAGreaterId() {
        assertThat(observe("a", false)).isEqualTo("t");
        assertThat(observe("b", false)).isEqualTo("t~");
        assertThat(observe("c", true)).isEqualTo("t~~");
    }

    @Test
    void aDeliveryMayComeAgainAtAnyTime() {
        observe("a", false);
        observe("b", false);
        assertThat(observe("a", false)).isNull();
        assertThat(observe("b", false)).isNull();
    }

    @Test
    void whatWasFetchedIsARepetitionOnlyOfTheLast() {
        observe("a", true);
        assertThat(observe("a", true)).isNull();
        observe("b", true);
        assertThat(observe("a", true)).isEqualTo("t~~");
        assertThat(observe("a", true)).isNull();
    }
}
