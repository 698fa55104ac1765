package dev.yardstick.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class SignedTokensTest {

    private static final byte[] SECRET =
            "a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8);

    private final AtomicBoolean holds = new AtomicBoolean(true);
    private final JwtDecoder tokens =
            new SignedTokens(
                    NimbusJwtDecoder.withSecretKey(new SecretKeySpec(SECRET, "HmacSHA256")).build(),
                    token ->
                            holds.get()
                                    ? OAuth2TokenValidatorResult.success()
                                    : OAuth2TokenValidatorResult.failure(
                                            new OAuth2Error("invalid_token", "she left", null)));

    private static String token(String person, byte[] secret) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.HS256),
                        new JWTClaimsSet.Builder().claim("person", person).build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    @Test
    void whetherATokenHoldsIsAskedEachTime() throws JOSEException {
        String token = token("kim", SECRET);
        assertThat(tokens.decode(token).getClaimAsString("person")).isEqualTo("kim");
        assertThat(tokens.decode(token).getClaimAsString("person")).isEqualTo("kim");
        holds.set(false);
        assertThatThrownBy(() -> tokens.decode(token))
                .isInstanceOf(JwtValidationException.class)
                .hasMessage("An error occurred while attempting to decode the Jwt: she left");
        holds.set(true);
        assertThat(tokens.decode(token).getClaimAsString("person")).isEqualTo("kim");
    }

    @Test
    void whatIsSignedOtherwiseIsNeverTaken() throws JOSEException {
        String token = token("kim", SECRET);
        tokens.decode(token);
        String forged =
                token("kim", "another one of thirty-two letters".getBytes(StandardCharsets.UTF_8));
        String altered =
                token.substring(0, token.lastIndexOf('.'))
                        + forged.substring(forged.lastIndexOf('.'));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode(forged)).isInstanceOf(BadJwtException.class);
            assertThatThrownBy(() -> tokens.decode(altered)).isInstanceOf(BadJwtException.class);
        }
    }
}
