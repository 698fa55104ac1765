package dev.yardstick.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Report saying(@Nullable Personal more) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "robin");
        told.put(FactField.ACCOUNT, "acme");
        told.put(FactField.OCCURRED_AT, "2026-01-31");
        told.put(FactField.AMOUNT, new BigDecimal("12.5"));
        told.put(FactField.CURRENCY, "EUR");
        return FactField.report(LocalDate.of(2026, 1, 31), told, more);
    }

    private static Report saying(String json) {
        return saying(new Personal.Open("robin", json));
    }

    @Test
    void fieldsThatCountNowhereSayTheSameInAnyOrder() {
        Report report = saying("{\"note\":\"x\",\"room\":{\"floor\":1,\"door\":2}}");

        assertThat(
                        report.saysTheSameAs(
                                saying("{\"room\":{\"door\":2,\"floor\":1},\"note\":\"x\"}")))
                .isTrue();
    }

    @Test
    void otherContentOfFieldsThatCountNowhereIsNotTheSame() {
        Report report = saying("{\"note\":\"x\",\"rooms\":[1,2]}");

        for (String other :
                new String[] {
                    "{\"note\":\"x\"}",
                    "{\"note\":\"y\",\"rooms\":[1,2]}",
                    "{\"note\":\"x\",\"rooms\":[2,1]}"
                }) {
            assertThat(report.saysTheSameAs(saying(other))).as(other).isFalse();
        }
        assertThat(report.saysTheSameAs(saying((Personal) null))).isFalse();
    }

    @Test
    void anErasedTextIsTakenToBeTheSame() {
        Report erased = saying(new Personal.Sealed("robin", "AAAA"));

        assertThat(erased.saysTheSameAs(saying("{\"note\":\"x\"}"))).isTrue();
    }
}
