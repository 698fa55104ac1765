package dev.yardstick.command.intake.dialect;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was posted in a CRM's name, before anything of it is believed.
 *
 * @param url the full address as the CRM calls it
 * @param topic the last part of the address after the connection's; null when there is none
 * @param headers by name in lower case
 * @param trusted whether the call carries a token of our own that is bound to the connection's
 *     source
 * @param body as it came
 */
public record WebhookRequest(
        String method,
        String url,
        @Nullable String topic,
        Map<String, String> headers,
        boolean trusted,
        byte[] body) {

    /** A header's value; null when it is absent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
