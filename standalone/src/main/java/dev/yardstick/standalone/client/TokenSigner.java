package dev.yardstick.standalone.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs bearer tokens with the key in {@code token.key}; they are valid for a year. */
public final class TokenSigner {

    public static final List<String> ROLES =
            List.of("crm", "manager", "rep", "auditor", "operator", "admin");

    public static final String KEY_FILE = "token.key";
    private static final Duration VALIDITY = Duration.ofDays(365);

    private final String key;

    private TokenSigner(String key) {
        this.key = key;
    }

    /**
     * Reads the key.
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
        return new TokenSigner(Files.readString(file).strip());
    }

    /** The key as the services take it: Base64. */
    public String key() {
        return key;
    }

    /** Whether a token is bound to a person. */
    public static boolean isBound(String token) throws IOException {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getClaim("person") != null;
        } catch (ParseException damaged) {
            throw new IOException("tokens.json is damaged: it holds no tokens", damaged);
        }
    }

    public Map<String, String> ofAllRoles() {
        Map<String, String> tokens = new LinkedHashMap<>();
        ROLES.forEach(role -> tokens.put(role, sign(role, null)));
        return tokens;
    }

    /**
     * A token of a role.
     *
     * @param person the rep or manager whom it is bound to; null for nobody
     */
    public String sign(String role, @Nullable String person) {
        return sign(role, person, List.of());
    }

    /** A {@code crm} token that may write these sources and no others. */
    public String bound(Collection<String> sources) {
        return sign("crm", null, sources);
    }

    private String sign(String role, @Nullable String person, Collection<String> sources) {
        if (!ROLES.contains(role)) {
            throw new IllegalArgumentException("no such role: " + role);
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer("yardstick")
                        .subject(person == null ? role : person)
                        .claim("role", role)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(VALIDITY)));
        if (person != null) {
            claims.claim("person", person);
        }
        if (!sources.isEmpty()) {
            claims.claim("sources", List.copyOf(sources));
        }
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(Base64.getDecoder().decode(key)));
        } catch (JOSEException | IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    KEY_FILE + " is damaged: it must hold Base64 of 32 bytes", wrong);
        }
        return token.serialize();
    }
}
