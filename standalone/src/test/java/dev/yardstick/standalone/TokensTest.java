package dev.yardstick.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.yardstick.standalone.client.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    @TempDir private Path data = Path.of("");

    @Test
    void theKeyIsMadeOnceAndIsItsOwnersAlone() throws Exception {
        String key = DataDirectory.signer(data).key();

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(DataDirectory.signer(data).key()).isEqualTo(key);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aTokenNamesRoleAndPersonAndIsSignedWithTheKey() throws Exception {
        TokenSigner tokens = DataDirectory.signer(data);

        SignedJWT token = SignedJWT.parse(tokens.sign("rep", "275"));

        assertThat(token.verify(new MACVerifier(Base64.getDecoder().decode(tokens.key()))))
                .isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("yardstick");
        assertThat(claims.getSubject()).isEqualTo("275");
        assertThat(claims.getStringClaim("role")).isEqualTo("rep");
        assertThat(claims.getStringClaim("person")).isEqualTo("275");
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
    }

    @Test
    void aTokenOfNobodyHasNoPerson() throws Exception {
        SignedJWT token = SignedJWT.parse(DataDirectory.signer(data).sign("auditor", null));

        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("auditor");
        assertThat(token.getJWTClaimsSet().getClaims()).doesNotContainKey("person");
    }

    @Test
    void aTokenMayBeBoundToSources() throws Exception {
        SignedJWT token =
                SignedJWT.parse(DataDirectory.signer(data).bound(List.of("/erp", "/crm/hub")));

        assertThat(token.getJWTClaimsSet().getStringClaim("role")).isEqualTo("crm");
        assertThat(token.getJWTClaimsSet().getStringListClaim("sources"))
                .containsExactly("/erp", "/crm/hub");
    }

    @Test
    void withoutAKeyItSaysHowToGetOne() {
        assertThatThrownBy(() -> TokenSigner.open(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("./yardstick serve");
    }

    @Test
    void theTokenOfTheRepIsBoundOnce() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data)) {
            TokenSigner tokens = DataDirectory.signer(data);
            directory.bindTokenOfRep(tokens, "275");
            directory.bindTokenOfRep(tokens, "276");

            SignedJWT rep =
                    SignedJWT.parse(directory.tokens(tokens).getOrDefault("rep", "no token"));

            assertThat(rep.getJWTClaimsSet().getStringClaim("person")).isEqualTo("275");
        }
    }

    @Test
    void theTokensOfAllRolesAreWrittenOnceForTheirOwnerAlone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data)) {
            TokenSigner tokens = DataDirectory.signer(data);
            var written = directory.tokens(tokens);

            assertThat(written.keySet()).containsExactlyElementsOf(TokenSigner.ROLES);
            assertThat(directory.tokens(tokens)).isEqualTo(written);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data.resolve("tokens.json"))))
                    .isEqualTo("rw-------");
        }
    }
}
