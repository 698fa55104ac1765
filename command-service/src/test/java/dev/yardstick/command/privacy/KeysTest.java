package dev.yardstick.command.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class KeysTest {

    private static final byte[] SECRET = {1, 2, 3};

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static String base64(int fill) {
        return Base64.getEncoder().encodeToString(key(fill));
    }

    private static KeyRing ring(int... fills) {
        return new KeyRing("some.key", Arrays.stream(fills).mapToObj(KeysTest::key).toList());
    }

    private static ConfiguredKeys configured(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new ConfiguredKeys(environment);
    }

    @Test
    void theFirstKeySealsAndEachOpens() {
        KeyRing old = ring(1);
        byte[] sealed = old.seal("it", SECRET);
        KeyRing rotated = ring(2, 1);
        assertThat(rotated.kid()).isNotEqualTo(old.kid());
        assertThat(rotated.kids()).containsExactly(rotated.kid(), old.kid());
        assertThat(rotated.open(old.kid(), "it", sealed)).isEqualTo(SECRET);
        assertThat(rotated.open(null, "it", sealed))
                .as("of before kids were noted")
                .isEqualTo(SECRET);
        assertThat(rotated.open(KeyRing.OPEN, "it", SECRET)).isEqualTo(SECRET);
        byte[] fresh = rotated.seal("it", SECRET);
        assertThatThrownBy(() -> old.open(rotated.kid(), "it", fresh))
                .isInstanceOf(KeyRing.ClosedException.class)
                .hasMessageContaining("some.key")
                .hasMessageContaining(rotated.kid());
        assertThatThrownBy(() -> rotated.open(old.kid(), "something else", sealed))
                .isInstanceOf(KeyRing.ClosedException.class);
        assertThatThrownBy(() -> rotated.open(null, "it", new byte[3]))
                .isInstanceOf(KeyRing.ClosedException.class);
    }

    @Test
    void aDerivedKeyStandsBehindThoseThatAreSetUnlessNoneMayBe() {
        ConfiguredKeys both =
                configured(
                        Map.of(
                                "yardstick.secrets.key",
                                base64(1),
                                "yardstick.tokens.key",
                                base64(9)));
        assertThat(both.of(Purpose.SECRETS)).hasSize(2).first().isEqualTo(key(1));
        ConfiguredKeys derived = configured(Map.of("yardstick.tokens.key", base64(9)));
        assertThat(derived.of(Purpose.SECRETS))
                .singleElement()
                .isEqualTo(both.of(Purpose.SECRETS).getLast());

        ConfiguredKeys strict =
                configured(
                        Map.of(
                                "yardstick.secrets.key",
                                base64(1) + ", " + base64(2),
                                "yardstick.tokens.key",
                                base64(9),
                                "yardstick.keys.derived",
                                "false"));
        assertThat(strict.of(Purpose.SECRETS)).containsExactly(key(1), key(2));
        assertThatThrownBy(() -> strict.of(Purpose.PERSONS))
                .hasMessageStartingWith("YARDSTICK_PERSONS_KEY is missing");
    }

    @Test
    void aKeyThatIsNoneIsRefusedByItsName() {
        for (String wrong : List.of("short", base64(1) + ",", "," + base64(1), base64(1) + "x")) {
            assertThatThrownBy(() ->
                            configured(Map.of("yardstick.secrets.key", wrong)).of(Purpose.SECRETS))
                    .as(wrong)
                    .hasMessageStartingWith(
                            "yardstick.secrets.key must be Base64 of 32 random bytes");
        }
    }

    @Test
    void theListOfErasuresKeepsEachOnceAndBearsALineThatWasCutOff(@TempDir Path work)
            throws IOException {
        Path file = work.resolve("erasures.list");
        ErasureList list = new ErasureList(file.toString());
        assertThat(list.read()).isEmpty();
        ErasureList.Entry one = new ErasureList.Entry("r \"1\"\n", Instant.EPOCH, "requested");
        ErasureList.Entry two = new ErasureList.Entry("r-é", Instant.EPOCH, "obliged");
        list.add(one);
        list.add(one);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        Files.writeString(file, "{\"person\":\"cut", StandardOpenOption.APPEND);
        assertThat(list.read()).containsExactly(one);
        list.add(two);
        assertThat(new ErasureList(file.toString()).read()).containsExactly(one, two);

        Files.writeString(file, "{\"person\":\"cut\n", StandardOpenOption.APPEND);
        assertThatThrownBy(list::read)
                .hasMessageContaining("line 3")
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new ErasureList(work.resolve("none/here").toString()))
                .hasMessageContaining("yardstick.erasures.file");
    }
}
