package dev.yardstick.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final Signature OURS = new Signature(List.of(new byte[32]));

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
        assertThat(
                        new Signature(List.of(bytes("another key")))
                                .isOf(signed, 3, "deal/7", bytes("{}")))
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
    void aNewKeyInFrontSignsAndWhatTheOldOneSignedHolds() {
        Signature both = new Signature(List.of(bytes("another key"), new byte[32]));
        Signature latter = new Signature(List.of(bytes("another key")));
        byte[] old = OURS.of(3, "deal/7", bytes("{}"));
        byte[] fresh = both.of(3, "deal/7", bytes("{}"));

        assertThat(both.isOf(old, 3, "deal/7", bytes("{}"))).isTrue();
        assertThat(both.isOf(old, 4, "deal/7", bytes("{}"))).isFalse();
        assertThat(latter.isOf(fresh, 3, "deal/7", bytes("{}"))).isTrue();
        assertThat(OURS.isOf(fresh, 3, "deal/7", bytes("{}"))).isFalse();
        assertThat(both.keyNames())
                .containsExactly(latter.keyNames().getFirst(), OURS.keyNames().getFirst());
    }

    @Test
    void aKeysNameIsItsOwn() {
        assertThat(OURS.keyNames().getFirst()).hasSize(16);
        assertThat(OURS.keyNames())
                .isEqualTo(new Signature(List.of(new byte[32])).keyNames())
                .isNotEqualTo(new Signature(List.of(bytes("another key"))).keyNames());
    }
}
