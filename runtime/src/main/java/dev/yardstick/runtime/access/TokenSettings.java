package dev.yardstick.runtime.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How bearer tokens are signed and checked. A key is named by {@code kid}, the hash of RFC 7638; a
 * token of an older version names none, and any key may have signed it.
 *
 * @param key {@code yardstick.tokens.key}: secrets of HS256, each Base64 of at least 32 bytes, with
 *     commas between them; the first signs, any of them verifies. It has no default
 * @param notBefore {@code yardstick.tokens.not-before}: whatever was signed earlier is refused
 * @param ownKey {@code yardstick.tokens.own-key}, of a service that calls the other: its private
 *     RSA key, Base64 of PKCS#8; null: it signs with the secret that both have
 * @param serviceKeys {@code yardstick.tokens.service-keys}, of the one that is called: the public
 *     RSA keys of the other, Base64 of X.509, with commas between them; where there is one, the
 *     shared secret proves no service
 */
@ConfigurationProperties("yardstick.tokens")
public record TokenSettings(
        @Nullable String key,
        @Nullable Instant notBefore,
        @Nullable String ownKey,
        @Nullable String serviceKeys) {

    /** Who signs tokens, as they name it. */
    public static final String ISSUER = "yardstick";

    /** What a token may be of. */
    public static final List<String> ROLES =
            List.of("crm", "manager", "rep", "auditor", "operator", "admin");

    private static final int MIN_BYTES = 32;

    /** Of secrets alone. */
    public static TokenSettings of(String key) {
        return new TokenSettings(key, null, null, null);
    }

    /** The secrets, the current one first. */
    public List<byte[]> secrets() {
        return split(key).map(TokenSettings::secret).toList();
    }

    /** The same with their names. */
    List<JWK> keys() {
        return secrets().stream().<JWK>map(TokenSettings::named).toList();
    }

    /** The key that signs. */
    public OctetSequenceKey current() {
        return named(secrets().getFirst());
    }

    private static OctetSequenceKey named(byte[] secret) {
        try {
            return new OctetSequenceKey.Builder(secret).keyIDFromThumbprint().build();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] secret(String value) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        if (bytes.length < MIN_BYTES) {
            throw wrong();
        }
        return bytes;
    }

    private static IllegalStateException wrong() {
        return new IllegalStateException(
                "yardstick.tokens.key must be Base64 of at least "
                        + MIN_BYTES
                        + " random bytes, or several of these separated by commas");
    }

    /** This service's own pair, to prove itself to the other; null: it has none. */
    public @Nullable RSAKey own() {
        if (ownKey == null || ownKey.isBlank()) {
            return null;
        }
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            var secret =
                    (RSAPrivateCrtKey)
                            rsa.generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getDecoder().decode(ownKey.strip())));
            var known =
                    (RSAPublicKey)
                            rsa.generatePublic(
                                    new RSAPublicKeySpec(
                                            secret.getModulus(), secret.getPublicExponent()));
            return new RSAKey.Builder(known).privateKey(secret).keyIDFromThumbprint().build();
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "yardstick.tokens.own-key must be Base64 of a private RSA key in PKCS#8", e);
        }
    }

    /** The other service's public keys; empty: it signs with the shared secret. */
    List<JWK> services() {
        return serviceKeys == null || serviceKeys.isBlank()
                ? List.of()
                : split(serviceKeys).map(TokenSettings::service).toList();
    }

    private static JWK service(String value) {
        try {
            var known =
                    (RSAPublicKey)
                            KeyFactory.getInstance("RSA")
                                    .generatePublic(
                                            new X509EncodedKeySpec(
                                                    Base64.getDecoder().decode(value)));
            return new RSAKey.Builder(known).keyIDFromThumbprint().build();
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "yardstick.tokens.service-keys must be Base64 of public RSA keys in X.509,"
                            + " separated by commas",
                    e);
        }
    }

    private static Stream<String> split(@Nullable String values) {
        return Stream.of((values == null ? "" : values.strip()).split("[\\s,]+"));
    }
}
