package dev.yardstick.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final Signature OURS = new Signature(new byte[32]);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itHoldsForOneRecordInOnePlaceUnderOneKeyOnly() {
        byte[] signed = OURS.of(3, "deal/7", bytes("{}"));

        assertThat(OURS.isOf(signed, 3, "deal/7", bytes("{}"))).isTrue();
        assertThat(OURS.isOf(signed, 4, "deal/7", bytes("{}"))).isFalse();
        assertThat(OURS.isOf(signed, 3, "deal/", bytes("7{}"))).isFalse();
        assertThat(OURS.isOf(signed, 3, "deal/7", bytes("{ }"))).isFalse();
        assertThat(OURS.isOf(null, 3, "deal/7", bytes("{}"))).isFalse();
        assertThat(OURS.isOf(new byte[0], 3, "deal/7", bytes("{}"))).isFalse();
        assertThat(new Signature(bytes("another key")).isOf(signed, 3, "deal/7", bytes("{}")))
                .isFalse();
    }

    @Test
    void whatIsAbsentIsNotWhatIsEmpty() {
        List<byte[]> all = new ArrayList<>();
        for (String key : new String[] {null, ""}) {
            for (byte[] value : new byte[][] {null, {}}) {
                all.add(OURS.of(0, key, value));
            }
        }
        assertThat(all.stream().map(HexFormat.of()::formatHex).distinct()).hasSize(4);
    }

    @Test
    void aKeysNameIsItsOwn() {
        assertThat(OURS.keyName())
                .hasSize(16)
                .isEqualTo(new Signature(new byte[32]).keyName())
                .isNotEqualTo(new Signature(bytes("another key")).keyName());
    }
}
