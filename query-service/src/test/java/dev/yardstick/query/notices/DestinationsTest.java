package dev.yardstick.query.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.query.notices.NoticeSettings.MailServer;
import dev.yardstick.query.notices.NoticeSettings.Tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class DestinationsTest {

    private final Destinations destinations =
            new Destinations(
                    new NoticeSettings(
                            URI.create("http://localhost"),
                            false,
                            Duration.ZERO,
                            Duration.ZERO,
                            Duration.ZERO,
                            new MailServer(null, 25, null, null, null, Tls.NONE)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://127.1/x",
                "http://2130706433/x",
                "http://localhost:8080/x",
                "https://10.1.2.3/",
                "https://172.31.255.255/",
                "https://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/",
                "http://0.0.0.0/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[2002:a00:1::]/",
                "http://[fd00::1]/",
                "http://[fe80::1]/",
            })
    void nothingBehindTheFirewallIsReached(String address) {
        assertThatThrownBy(() -> destinations.checked(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "notices",
                "ftp://192.0.32.8/",
                "file:///etc/passwd",
                "https://kim:secret@192.0.32.8/",
                "https://192.0.32.8/#there",
                "https:///x",
                "https://192.0.32.8/ x"
            })
    void onlyAnHttpAddressWithoutSecretsIsTaken(String address) {
        assertThatThrownBy(() -> destinations.checked(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must");
    }

    @Test
    void publicAddressesAreReached() throws UnknownHostException {
        assertThat(destinations.checked("https://192.0.32.8/x?y=z"))
                .hasToString("https://192.0.32.8/x?y=z");
        assertThat(Destinations.isPublic(InetAddress.getByName("172.32.0.1"))).isTrue();
        assertThat(Destinations.isPublic(InetAddress.getByName("2606:4700::1111"))).isTrue();
    }

    /** The example of the specification's reference libraries. */
    @Test
    void aSignatureIsThatOfStandardWebhooks() {
        assertThat(
                        Webhooks.signature(
                                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
