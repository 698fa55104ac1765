package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.access.Tokens;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Fault;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.runtime.Correlation;
import dev.yardstick.runtime.access.TokenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

class CommandServiceClientTest {

    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");

    private final List<String> asked = new ArrayList<>();
    private final List<String> correlations = new ArrayList<>();
    private int status = 200;
    private String body = "{}";
    private final HttpServer server;
    private final CommandServiceClient gateway;

    CommandServiceClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        gateway = gateway(server.getAddress().getPort());
    }

    private static CommandServiceClient gateway(int port) {
        return new CommandServiceClient(
                new CommandService.Settings(URI.create("http://127.0.0.1:" + port)),
                new Tokens(
                        NimbusJwtEncoder.withSecretKey(KEY).build(),
                        NimbusJwtDecoder.withSecretKey(KEY).build(),
                        TokenSettings.of(Base64.getEncoder().encodeToString(KEY.getEncoded())),
                        Clock.systemUTC()),
                JsonMapper.builder().build());
    }

    private void answer(HttpExchange exchange) throws IOException {
        correlations.add(String.valueOf(exchange.getRequestHeaders().getFirst(Correlation.HEADER)));
        asked.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization")
                        + " "
                        + exchange.getRequestHeaders().getFirst("If-Match")
                        + " "
                        + new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @BeforeEach
    void signIn() {
        server.start();
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new JwtAuthenticationToken(
                                Jwt.withTokenValue("hers")
                                        .header("alg", "HS256")
                                        .claim("role", "manager")
                                        .build()));
    }

    @AfterEach
    void signOut() {
        server.stop(0);
        SecurityContextHolder.clearContext();
    }

    @Test
    void aCommandGoesWithHerOwnTokenAndItsPositionComesBack() {
        body = "{\"position\":4410}";
        var sent = gateway.postIfMatch("2", "/api/v1/x/{id}", Map.of("a", "é"), "a b/c");
        assertThat(asked)
                .containsExactly("POST /api/v1/x/a%20b%2Fc Bearer hers \"2\" {\"a\":\"é\"}");
        assertThat(sent)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.position()).isEqualTo(4410));
    }

    @Test
    void aCommandOfASessionGoesWithATokenOfAMinuteForItsRoleAndPerson() {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new PreAuthenticatedAuthenticationToken(
                                new Caller("manager", "kim"), null, List.of()));
        gateway.post("/api/v1/x", Map.of());
        Jwt sent =
                NimbusJwtDecoder.withSecretKey(KEY)
                        .build()
                        .decode(asked.getFirst().replaceAll(".*Bearer (\\S+) .*", "$1"));
        assertThat(sent.getClaims())
                .containsEntry("iss", "yardstick")
                .containsEntry("role", "manager")
                .containsEntry("person", "kim");
        assertThat(Duration.between(sent.getIssuedAt(), sent.getExpiresAt()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theIdOfTheRequestAtHandGoesAlong() {
        gateway.get("/api/v1/x");
        try (MDC.MDCCloseable ignored = MDC.putCloseable("correlation", "hers-1")) {
            gateway.get("/api/v1/x");
        }
        assertThat(correlations).containsExactly("null", "hers-1");
    }

    @Test
    void whatIsWrongStandsAtItsFieldAndNothingTypedIsLost() {
        status = 422;
        body =
                """
                {"detail":"the input is wrong","errors":[{"path":"clauses[0].target","message":"must be a number"}]}\
                """;
        Refused refused = (Refused) gateway.put("/api/v1/x", Map.of());
        assertThat(refused.faults())
                .containsExactly(new Fault("clauses[0].target", "must be a number"));
        Form form = new Form().put("target", " many ");
        assertThat(form.taken(refused, path -> path.replace("clauses[0].", ""))).isNull();
        assertThat(form.error("target")).isEqualTo("must be a number");
        assertThat(form.value("target")).isEqualTo("many");
        assertThat(form.isWrong()).isTrue();
    }

    @Test
    void aRuleThatRefusesIsToldAboveTheForm() {
        status = 409;
        body =
                "{\"detail\":\"the version is told already\",\"code\":\"already-told\",\"errors\":[]}";
        Refused refused = (Refused) gateway.post("/api/v1/x", Map.of());
        assertThat(refused.code()).isEqualTo("already-told");
        Form form = new Form();
        assertThat(form.taken(refused)).isNull();
        assertThat(form.refusal()).isEqualTo("the version is told already");
    }

    @Test
    void aRedirectIsNotFollowed() {
        status = 307;
        body = "";
        assertThat(gateway.get("/api/v1/x"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(307));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoDoesNotAnswerIsNotAvailable() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(gateway(port).get("/api/v1/x"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));
    }
}
