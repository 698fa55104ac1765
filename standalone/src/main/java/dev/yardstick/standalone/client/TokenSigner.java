package dev.yardstick.standalone.client;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.yardstick.runtime.access.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs bearer tokens with the first key in {@code token.key}. */
public final class TokenSigner {

    public static final List<String> ROLES = TokenSettings.ROLES;

    public static final String KEY_FILE = "token.key";

    /** How long a token is valid that nobody wanted to end earlier. */
    public static final int MOST_DAYS = 365;

    private static final Duration BRIEFLY = Duration.ofMinutes(5);
    private static final Duration AN_IMPORT = Duration.ofDays(1);

    private final String keys;

    private TokenSigner(String keys) {
        this.keys = keys;
    }

    /**
     * A token that is to be signed.
     *
     * @param id by which it is listed and revoked; null: it ends before anybody would
     * @param name what it is for; null: nobody said
     * @param person the rep or manager whom it is bound to; null for nobody
     * @param sources the only ones that it may write; empty: it is bound to none
     */
    public record Wanted(
            @Nullable UUID id,
            @Nullable String name,
            String role,
            @Nullable String person,
            List<String> sources,
            Instant expiresAt) {

        /** One that is listed, and valid for a year. */
        static Wanted of(String name, String role, @Nullable String person, List<String> sources) {
            return new Wanted(
                    UuidCreator.getTimeOrderedEpoch(),
                    name,
                    role,
                    person,
                    sources,
                    Instant.now().plus(Duration.ofDays(MOST_DAYS)));
        }
    }

    /**
     * Reads the keys, one a line, the current one first.
     *
     * @throws IOException when there is none, saying how to get one
     */
    public static TokenSigner open(Path data) throws IOException {
        Path file = data.resolve(KEY_FILE);
        if (!Files.isReadable(file)) {
            throw new IOException(
                    "There is no readable %s; it is made by the first ./yardstick serve, or name another directory with --data."
                            .formatted(file));
        }
        return new TokenSigner(Files.readString(file).strip().replaceAll("[\\s,]+", ","));
    }

    /** The keys as the services take them: Base64, with commas between them. */
    public String key() {
        return keys;
    }

    /** Whether a token is bound to a person. */
    public static boolean isBound(String token) throws IOException {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getClaim("person") != null;
        } catch (ParseException damaged) {
            throw new IOException("tokens.json is damaged: it holds no tokens", damaged);
        }
    }

    /** A token of each role, for {@code tokens.json}. */
    public Map<String, String> ofAllRoles() {
        Map<String, String> tokens = new LinkedHashMap<>();
        ROLES.forEach(role -> tokens.put(role, sign(role, null)));
        return tokens;
    }

    /**
     * A token of a role for {@code tokens.json}.
     *
     * @param person the rep or manager whom it is bound to; null for nobody
     */
    public String sign(String role, @Nullable String person) {
        return sign(Wanted.of(ServerTokens.FILE, role, person, List.of()));
    }

    /** A {@code crm} token that may write these sources and no others. */
    public String bound(Collection<String> sources) {
        return sign(Wanted.of("import", "crm", null, List.copyOf(sources)));
    }

    /** A token of a role for what this process does in the next minutes. */
    public String brief(String role) {
        return passing(role, BRIEFLY);
    }

    /** Those of a server that wrote none, for as long as an import may take. */
    ServerTokens passing() {
        return new ServerTokens(passing("admin", AN_IMPORT), passing("crm", AN_IMPORT));
    }

    private String passing(String role, Duration duration) {
        return sign(new Wanted(null, null, role, null, List.of(), Instant.now().plus(duration)));
    }

    /** A token. */
    public String sign(Wanted wanted) {
        if (!ROLES.contains(wanted.role())) {
            throw new IllegalArgumentException("no such role: " + wanted.role());
        }
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(TokenSettings.ISSUER)
                        .subject(Objects.requireNonNullElse(wanted.person(), wanted.role()))
                        .claim("role", wanted.role())
                        .claim("person", wanted.person())
                        .claim("name", wanted.name())
                        .claim("sources", wanted.sources().isEmpty() ? null : wanted.sources())
                        .jwtID(wanted.id() == null ? null : wanted.id().toString())
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(wanted.expiresAt()));
        try {
            OctetSequenceKey key = TokenSettings.of(keys).current();
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
                            claims.build());
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException | IllegalStateException wrong) {
            throw new IllegalStateException(
                    KEY_FILE + " is damaged: it must hold Base64 of 32 bytes, one key a line",
                    wrong);
        }
    }
}
