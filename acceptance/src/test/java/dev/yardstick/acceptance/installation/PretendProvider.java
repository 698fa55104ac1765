package dev.yardstick.acceptance.installation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity provider where one person is signed in already: kim, a manager. It does what the
 * pages need of OpenID Connect and no more.
 */
final class PretendProvider implements AutoCloseable {

    static final String CLIENT = "yardstick";
    static final String SECRET = "of the client";

    private static final String KEYS = "/keys";
    private static final String BEGIN = "/authorize";
    private static final String TOKENS = "/token";

    private final HttpServer server;
    private final RSAKey key;
    private volatile String nonce = "";

    /**
     * Starts it.
     *
     * @param host an address of this machine that containers reach
     */
    PretendProvider(String host) throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("1").generate();
        server = HttpServer.create(new InetSocketAddress(host, 0), 0);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> json(exchange, itself()));
        server.createContext(
                KEYS, exchange -> json(exchange, new JWKSet(key).toPublicJWKSet().toJSONObject()));
        server.createContext(BEGIN, this::begin);
        server.createContext(TOKENS, this::token);
        server.start();
    }

    String issuer() {
        InetSocketAddress at = server.getAddress();
        return "http://" + at.getHostString() + ":" + at.getPort();
    }

    private Map<String, Object> itself() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + BEGIN,
                "token_endpoint", issuer() + TOKENS,
                "jwks_uri", issuer() + KEYS,
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private void begin(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                        .map(part -> part.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        part -> part[0],
                                        part ->
                                                URLDecoder.decode(
                                                        part[1], StandardCharsets.UTF_8)));
        nonce = Objects.requireNonNull(asked.get("nonce"));
        exchange.getResponseHeaders()
                .add(
                        HttpHeaders.LOCATION,
                        asked.get("redirect_uri") + "?code=once&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        HttpHeaders proof = new HttpHeaders();
        proof.setBasicAuth(CLIENT, SECRET.replace(' ', '+'));
        if (!Objects.equals(
                exchange.getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION),
                proof.getFirst(HttpHeaders.AUTHORIZATION))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        json(
                exchange,
                Map.of(
                        "access_token",
                        "opens nothing",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "id_token",
                        kim()));
    }

    private String kim() {
        Instant now = Instant.now();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .type(JOSEObjectType.JWT)
                                .build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer())
                                .subject("subject-of-kim")
                                .audience(CLIENT)
                                .claim("nonce", nonce)
                                .claim("groups", List.of("sales-leads"))
                                .claim("yardstick_person", "kim")
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(300)))
                                .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static void json(HttpExchange exchange, Map<String, Object> said) throws IOException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(said);
        exchange.getResponseHeaders().add(HttpHeaders.CONTENT_TYPE, "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
