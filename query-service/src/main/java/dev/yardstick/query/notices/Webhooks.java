package dev.yardstick.query.notices;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import dev.yardstick.runtime.OutgoingCalls.FailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Posts signed messages as the Standard Webhooks specification says
 * (https://www.standardwebhooks.com).
 */
@Component
record Webhooks(Clock clock, OutgoingCalls calls) {

    private static final String SECRET_PREFIX = "whsec_";
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final BytesKeyGenerator SECRETS = KeyGenerators.secureRandom(32);

    /** A secret as receivers' libraries take it. */
    String newSecret() {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(SECRETS.generateKey());
    }

    /**
     * Posts a message once.
     *
     * @param id the same for every try
     * @throws FailedException when there is no answer
     * @throws IOException when it is not 2xx: the receiver did not take it
     */
    void post(URI to, String secret, String id, byte[] body)
            throws FailedException, IOException, InterruptedException {
        long timestamp = clock.instant().getEpochSecond();
        OutgoingCall call =
                OutgoingCall.post(to, "application/json", body)
                        .header("webhook-id", id)
                        .header("webhook-timestamp", String.valueOf(timestamp))
                        .header("webhook-signature", signature(secret, id, timestamp, body));
        int status = calls.send(call, WHOLE, 0).status();
        if (status / 100 != 2) {
            throw new IOException("HTTP " + status);
        }
    }

    static String signature(String secret, String id, long timestamp, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        byte[] begin = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Sha256.keyed(key, begin, body));
    }
}
