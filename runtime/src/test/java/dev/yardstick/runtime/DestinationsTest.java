package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    /** Knows no names but these, and looks up none elsewhere. */
    private static final DnsResolver NAMES =
            new DnsResolver() {
                @Override
                public InetAddress[] resolve(String host) throws UnknownHostException {
                    return switch (host) {
                        case "public.example" -> addresses("192.0.32.8");
                        case "inside.example" -> addresses("10.0.0.1");
                        case "both.example" -> addresses("192.0.32.8", "169.254.169.254");
                        case "six.example" -> addresses("2606:4700::1111", "fd00::1");
                        default -> addresses(host);
                    };
                }

                @Override
                public String resolveCanonicalHostname(String host) {
                    return host;
                }
            };

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        try {
            return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(literals[0]);
        }
    }

    private final Destinations destinations = new Destinations(List.of(), NAMES);

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inside.example",
                "both.example",
                "six.example",
                "127.1",
                "2130706433",
                "[::1]"
            })
    void aNameIsLookedAtWhereItLeads(String host) {
        assertThatThrownBy(() -> destinations.resolve(host))
                .isInstanceOf(Destinations.NotAllowedException.class);
    }

    @Test
    void whatTheSettingNamesMayLieAnywhereAndNothingElseMay() throws UnknownHostException {
        Destinations some = new Destinations(List.of("Inside.Example", "::1", "localhost"), NAMES);
        assertThat(some.resolve("inside.example")).hasSize(1);
        assertThat(some.checked("http://LOCALHOST:8080/x").getPort()).isEqualTo(8080);
        assertThat(some.checked("http://[::1]/").getHost()).isEqualTo("[::1]");
        assertThat(some.allows("inside.example")).isTrue();
        for (String other : List.of("both.example", "10.0.0.1", "127.0.0.1")) {
            assertThat(some.allows(other)).isFalse();
            assertThatThrownBy(() -> some.resolve(other))
                    .isInstanceOf(Destinations.NotAllowedException.class);
        }
    }

    @Test
    void publicAddressesAreReached() throws UnknownHostException {
        assertThat(destinations.checked("https://192.0.32.8/x?y=z"))
                .hasToString("https://192.0.32.8/x?y=z");
        assertThat(destinations.resolve("public.example")).hasSize(1);
        assertThat(Destinations.isPublic(InetAddress.ofLiteral("172.32.0.1"))).isTrue();
        assertThat(Destinations.isPublic(InetAddress.ofLiteral("2606:4700::1111"))).isTrue();
    }
}
