package dev.yardstick.runtime.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTParser;
import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provider: what it says of itself, its keys, and whether a token is one of its. It is asked
 * when somebody needs it first, so a service starts without it; while it is away, nobody waits for
 * it a second time. Threadsafe.
 */
public final class IdentityProvider implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 512 * 1024;

    /** After it did not answer, others are told so at once for as long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Keys that are known hold while it is away. */
    private static final Duration KEYS_KEPT = Duration.ofHours(1);

    private static final Duration SKEW = Duration.ofSeconds(60);

    private final IdentitySettings settings;
    private final String issuer;
    private final OutgoingCalls calls;
    private final JWKSource<SecurityContext> keys;
    private volatile @Nullable Map<String, Object> metadata;
    private long againAt = System.nanoTime();

    /** The one of the settings, which have an issuer. */
    IdentityProvider(IdentitySettings settings, OutgoingCalls calls) {
        this.settings = settings;
        this.issuer = Objects.requireNonNull(settings.issuer());
        this.calls = calls;
        this.keys =
                JWKSourceBuilder.<SecurityContext>create(url(issuer), at -> keys())
                        .refreshAheadCache(false)
                        .outageTolerant(KEYS_KEPT.toMillis())
                        .build();
    }

    /** It does not answer, or not as a provider does. */
    public static final class AwayException extends RuntimeException {
        AwayException(String why, @Nullable Throwable cause) {
            super("the identity provider " + why, cause);
        }
    }

    /**
     * What it says of itself (OpenID Connect Discovery), read once.
     *
     * @throws AwayException when that is not to be had
     */
    public Map<String, Object> metadata() {
        Map<String, Object> known = metadata;
        return known == null ? asked() : known;
    }

    private synchronized Map<String, Object> asked() {
        Map<String, Object> known = metadata;
        if (known != null) {
            return known;
        }
        if (System.nanoTime() - againAt < 0) {
            throw new AwayException("did not answer just now", null);
        }
        againAt = System.nanoTime() + PAUSE.toNanos();
        known = json(call(OutgoingCall.get(URI.create(wellKnown()))));
        if (!issuer.equals(known.get("issuer"))) {
            throw away("says that it is another issuer", null);
        }
        metadata = known;
        return known;
    }

    private String wellKnown() {
        return (issuer.endsWith("/") ? issuer : issuer + "/") + ".well-known/openid-configuration";
    }

    /**
     * Calls it.
     *
     * @throws AwayException when it does not answer in time, or too much
     */
    public OutgoingCalls.Answer call(OutgoingCall call) {
        try {
            return calls.send(call, DEADLINE, MAX_BYTES);
        } catch (OutgoingCalls.FailedException e) {
            throw away(call.to().getPath() + " " + e.failure().words(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("is not waited for", e);
        }
    }

    /**
     * The JSON object of an answer.
     *
     * @throws AwayException when it is none
     */
    public static Map<String, Object> json(OutgoingCalls.Answer answer) {
        try {
            Map<?, ?> read = JsonMapper.shared().readValue(answer.body(), Map.class);
            Map<String, Object> named = new HashMap<>();
            read.forEach((name, value) -> named.put(String.valueOf(name), value));
            return named;
        } catch (JacksonException e) {
            throw away("answers " + answer.status() + " and no JSON", e);
        }
    }

    /** Nobody can cause this line by herself for long: what is asked is asked seldom, or proven. */
    private static AwayException away(String why, @Nullable Exception cause) {
        AwayException away = new AwayException(why, cause);
        LOG.warn("{}", away.getMessage());
        return away;
    }

    private Resource keys() throws IOException {
        try {
            URI address = URI.create(String.valueOf(metadata().get("jwks_uri")));
            OutgoingCalls.Answer answer = call(OutgoingCall.get(address));
            return new Resource(
                    new String(answer.body(), StandardCharsets.UTF_8), "application/json");
        } catch (AwayException e) {
            throw new IOException(e);
        }
    }

    /** Whether a token says that it is one of this provider's, which proves nothing yet. */
    public boolean isIssuerOf(String token) {
        try {
            return issuer.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return false;
        }
    }

    /**
     * Reads tokens of this provider: signed by one of its keys, by an algorithm of the settings,
     * for us, and at this time.
     *
     * @param audience for whom they have to be
     * @param types what they may say that they are; they may say nothing
     */
    public NimbusJwtDecoder decoder(
            String audience, List<String> types, Collection<OAuth2TokenValidator<Jwt>> more) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwsAlgorithms(allowed -> allowed.addAll(settings.algorithms()))
                        .build();
        JwtTypeValidator type = new JwtTypeValidator(types);
        type.setAllowEmpty(true);
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(more);
        all.add(type);
        all.add(new JwtTimestampValidator(SKEW));
        all.add(new JwtIssuerValidator(issuer));
        all.add(
                new JwtClaimValidator<Collection<String>>(
                        "aud", to -> to != null && to.contains(audience)));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(all));
        return decoder;
    }

    /**
     * Reads tokens for calls, with claims {@code role} and {@code person} as if they were of ours.
     * What claims of these names the provider gave, and {@code sources}, counts for nothing.
     *
     * @param more what else has to hold
     */
    public NimbusJwtDecoder callers(String audience, OAuth2TokenValidator<Jwt> more) {
        NimbusJwtDecoder decoder =
                decoder(
                        audience,
                        List.of("JWT", "at+jwt", "application/at+jwt"),
                        List.of(
                                new JwtClaimValidator<>("exp", Objects::nonNull),
                                new JwtClaimValidator<>("role", Objects::nonNull),
                                new JwtClaimValidator<>("person", Objects::nonNull),
                                more));
        MappedJwtClaimSetConverter typed = MappedJwtClaimSetConverter.withDefaults(Map.of());
        decoder.setClaimSetConverter(claims -> ours(typed.convert(claims)));
        return decoder;
    }

    private Map<String, Object> ours(Map<String, Object> theirs) {
        Map<String, Object> claims = new HashMap<>(theirs);
        claims.keySet().removeAll(List.of("role", "person", "sources"));
        claims.computeIfAbsent("role", c -> settings.role(theirs));
        claims.computeIfAbsent("person", c -> settings.person(theirs));
        return claims;
    }

    private static URL url(String address) {
        try {
            return URI.create(address).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("yardstick.identity.issuer", e);
        }
    }

    @Override
    public void close() throws IOException {
        calls.close();
    }
}
