package dev.yardstick.command.intake.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.runtime.Destinations;
import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class DefinitionReaderTest {

    /** Reading asks nobody, so it dials nobody. */
    private static final DnsResolver NOBODY =
            new DnsResolver() {
                @Override
                public InetAddress[] resolve(String host) {
                    throw new AssertionError("asked for " + host);
                }

                @Override
                public String resolveCanonicalHostname(String host) {
                    throw new AssertionError("asked for " + host);
                }
            };

    private static String read(String api) {
        return String.valueOf(
                new DefinitionReader(
                                Fields.of(
                                        StrictJson.MAPPER
                                                .createObjectNode()
                                                .put("kind", "hubspot")
                                                .put("api", api)),
                                new Destinations(List.of("crm.intern"), NOBODY),
                                UnaryOperator.identity())
                        .read("hub", List.of("hubspot"))
                        .api());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://inside.example/any/path#",
                "https://inside.example/#x",
                "https://inside.example/?x=",
                "https://kim:secret@inside.example",
                "http://crm.example",
                "ftp://crm.intern",
                "file:///etc/passwd",
                "https:///x",
                "crm.example",
                "https://127.0.0.1",
                "https://127.1",
                "https://2130706433",
                "https://localhost:8443",
                "https://10.0.0.1",
                "https://169.254.169.254/latest",
                "https://100.64.0.1",
                "https://224.0.0.1",
                "https://[::1]",
                "https://[::ffff:127.0.0.1]",
                "https://[fe80::1]",
            })
    void theApiLiesOutside(String api) {
        assertThatThrownBy(() -> read(api))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e ->
                                assertThat(e.faults())
                                        .extracting(InvalidException.Fault::path)
                                        .containsExactly("api"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example",
                "https://crm.example:8443/v2",
                "http://crm.intern:8080"
            })
    void orOnAHostThatMayLieInside(String api) {
        assertThat(read(api)).isEqualTo(api);
        assertThat(read(api + "/")).isEqualTo(api);
    }

    @Test
    void fieldsAndValuesAreThoseOfACrmEvent() {
        ObjectNode body = StrictJson.MAPPER.createObjectNode().put("kind", "hubspot");
        body.putObject("fields").put("stage", "a").put("mood", "b").put("course", "c");
        ObjectNode values = body.putObject("values");
        values.putObject("amount").put("a", "b");
        values.putObject("with").put("a", "b");
        assertThatThrownBy(() ->
                        new DefinitionReader(
                                        Fields.of(body),
                                        new Destinations(List.of(), NOBODY),
                                        UnaryOperator.identity())
                                .read("hub", List.of("hubspot")))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e ->
                                assertThat(e.faults())
                                        .extracting(InvalidException.Fault::toString)
                                        .containsExactly(
                                                "fields.mood is not known here: expected are type,"
                                                        + " owner, account, occurredAt, method, channel,"
                                                        + " outcome, with, hours, days, course,"
                                                        + " aspect, rating, amount, currency, tier",
                                                "fields.stage is not known here: expected are type,"
                                                        + " owner, account, occurredAt, method, channel,"
                                                        + " outcome, with, hours, days, course,"
                                                        + " aspect, rating, amount, currency, tier",
                                                "values.amount is not known here: expected are"
                                                        + " aspect, channel, course, method,"
                                                        + " outcome, tier, with"));
    }
}
