package dev.yardstick.runtime.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads tokens. The signature of one stays what it is, so it is looked at once; whether the token
 * holds still, and its person is somebody, is asked every time. What is wrong is said in the words
 * of Spring's own decoder. Threadsafe.
 */
final class SignedTokens implements JwtDecoder {

    /** Only tokens that we signed are kept; there are far fewer, and more start over. */
    private static final int MOST_KEPT = 1_000;

    private final NimbusJwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> holds;
    private final Map<String, Jwt> signed = new ConcurrentHashMap<>();

    SignedTokens(NimbusJwtDecoder signatures, OAuth2TokenValidator<Jwt> holds) {
        this.signatures = signatures;
        this.holds = holds;
        signatures.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
    }

    @Override
    public Jwt decode(String text) {
        Jwt token = signed.get(text);
        if (token == null) {
            token = signatures.decode(text);
            if (signed.size() >= MOST_KEPT) {
                signed.clear();
            }
            signed.put(text, token);
        }
        OAuth2TokenValidatorResult result = holds.validate(token);
        if (result.hasErrors()) {
            signed.remove(text);
            throw new JwtValidationException(
                    "An error occurred while attempting to decode the Jwt: "
                            + result.getErrors().iterator().next().getDescription(),
                    result.getErrors());
        }
        return token;
    }
}
