package dev.yardstick.command.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import dev.yardstick.runtime.access.TokenSettings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokensIT {

    private static final String PATH = "/api/v1/tokens";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /** The key that the service has in all tests, another, and one that it never had. */
    private static final byte[] FIRST = new byte[32];

    private static final byte[] SECOND = key(2);
    private static final byte[] FOREIGN = key(3);

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        service.hire("robin");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static byte[] key(int filled) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filled);
        return key;
    }

    private static JsonNode make(String body) {
        Answer made = service.post("admin", PATH, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private static int status(String token, String path) {
        return service.send(
                        HttpRequest.newBuilder(service.base().resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .build())
                .status();
    }

    private static Answer revoke(String id) {
        return service.post(
                "admin", PATH + "/" + id + "/revocation", "{\"reason\":\"Lost with a laptop\"}");
    }

    private static JsonNode listed(String id) {
        return service.get("auditor", PATH)
                .json()
                .required("items")
                .valueStream()
                .filter(token -> token.required("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long recorded(String id) {
        return service.jdbc()
                .sql("select count(*) from log where stream = ?")
                .param("token/" + id)
                .query(Long.class)
                .single();
    }

    @Test
    void aTokenIsShownOnceAndActsUntilItIsRevoked() throws ParseException {
        JsonNode made = make("{\"name\":\"Nightly report\",\"role\":\"auditor\"}");
        String id = made.required("id").stringValue();
        String token = made.required("token").stringValue();
        assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isNotBlank();
        assertThat(made.required("expiresAt").stringValue())
                .isEqualTo(TODAY.plusDays(91) + "T00:00:00Z");

        assertThat(status(token, PATH)).isEqualTo(200);
        assertThat(status(token, "/api/v1/crm/connections")).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(listed(id).required("lastUsedAt").isString()).isTrue());
        assertThat(listed(id).required("lastUsedAt").stringValue()).endsWith(":00Z");
        assertThat(listed(id).required("name").stringValue()).isEqualTo("Nightly report");
        assertThat(listed(id).required("madeBy").stringValue()).isEqualTo("admin");
        assertThat(listed(id).required("revokedAt").isNull()).isTrue();
        assertThat(service.get("admin", PATH).text()).doesNotContain(token);
        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(
                        service.jdbc()
                                .sql(
                                        """
                                        select (select string_agg(t::text, '') from access_token t)
                                            || (select string_agg(convert_from(data, 'UTF8'), '') from log)
                                        """)
                                .query(String.class)
                                .single())
                .contains("Nightly report", id)
                .doesNotContain(signature);

        Answer revoked = revoke(id);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.json().required("listed").booleanValue()).isTrue();
        assertThat(revoked.json().required("told").booleanValue()).as("Kafka is away").isFalse();
        assertThat(status(token, PATH)).isEqualTo(401);
        assertThat(status(token, "/api/v1/crm/connections")).isEqualTo(401);
        JsonNode after = listed(id);
        assertThat(after.required("revokedBy").stringValue()).isEqualTo("admin");
        assertThat(after.required("reason").stringValue()).isEqualTo("Lost with a laptop");
    }

    @Test
    void anErasureTakesItsNameAndItIsNobodys() {
        service.hire("nina");
        JsonNode made = make("{\"name\":\"Phone of Nina\",\"role\":\"rep\",\"person\":\"nina\"}");
        String token = made.required("token").stringValue();
        assertThat(status(token, PATH)).isEqualTo(403);

        service.post("admin", "/api/v1/reps/nina/erasure", "{\"reason\":\"requested\"}");
        assertThat(status(token, PATH)).isEqualTo(401);
        assertThat(listed(made.required("id").stringValue()).required("name").isNull()).isTrue();
    }

    @Test
    void manyWhoRevokeAtOnceRecordItOnce() throws Exception {
        String id = make("{\"name\":\"x\",\"role\":\"operator\"}").required("id").stringValue();
        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> revoke(id)));
            }
        }
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        assertThat(recorded(id)).as("issued, revoked").isEqualTo(2);
    }

    @Test
    void whatIsWrongIsToldByField() {
        String most = TODAY.plusDays(366).toString();
        for (List<String> wrong :
                List.of(
                        List.of("name", "{\"role\":\"admin\"}"),
                        List.of("name", "{\"name\":\" \",\"role\":\"admin\"}"),
                        List.of(
                                "name",
                                "{\"name\":\"" + "x".repeat(101) + "\",\"role\":\"admin\"}"),
                        List.of("role", "{\"name\":\"x\",\"role\":\"service\"}"),
                        List.of("person", "{\"name\":\"x\",\"role\":\"rep\"}"),
                        List.of(
                                "person",
                                "{\"name\":\"x\",\"role\":\"rep\",\"person\":\"nobody\"}"),
                        List.of("person", "{\"name\":\"x\",\"role\":\"crm\",\"person\":\"robin\"}"),
                        List.of(
                                "sources",
                                "{\"name\":\"x\",\"role\":\"admin\",\"sources\":[\"/a\"]}"),
                        List.of("sources", "{\"name\":\"x\",\"role\":\"crm\",\"sources\":[]}"),
                        List.of(
                                "sources",
                                "{\"name\":\"x\",\"role\":\"crm\",\"sources\":[\"/yardstick/x\"]}"),
                        List.of("until", "{\"name\":\"x\",\"role\":\"admin\",\"until\":\"soon\"}"),
                        List.of(
                                "until",
                                "{\"name\":\"x\",\"role\":\"admin\",\"until\":\"2026-01-01\"}"),
                        List.of(
                                "until",
                                "{\"name\":\"x\",\"role\":\"admin\",\"until\":\"" + most + "\"}"),
                        List.of(
                                "color",
                                "{\"name\":\"x\",\"role\":\"admin\",\"color\":\"red\"}"))) {
            Answer refused = service.post("admin", PATH, wrong.get(1));
            assertThat(refused.status()).as(wrong.get(1)).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/path").stringValue())
                    .as(wrong.get(1))
                    .isEqualTo(wrong.get(0));
        }
        assertThat(service.post("admin", PATH + "/x/revocation", "{\"reason\":\"r\"}").status())
                .isIn(400, 404, 422);
        String id = UUID.randomUUID().toString();
        for (String none : List.of("{}", "{\"reason\":\" \"}")) {
            assertThat(
                            service.post("admin", PATH + "/" + id + "/revocation", none)
                                    .json()
                                    .at("/errors/0/path")
                                    .stringValue())
                    .isEqualTo("reason");
        }
        assertThat(recorded(id)).isZero();
    }

    @Test
    void aConnectionsCredentialWritesItsSourceAlone() {
        String token =
                make("{\"name\":\"ERP\",\"role\":\"crm\",\"sources\":[\"/erp\"]}")
                        .required("token")
                        .stringValue();
        assertThat(sent(token, "/other").text())
                .contains("must be one that the token is bound to: /erp");
        assertThat(sent(token, "/erp").status()).isEqualTo(202);
    }

    private static Answer sent(String token, String source) {
        return service.send(
                HttpRequest.newBuilder(service.base().resolve("/api/v1/crm/events"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"specversion":"1.0","id":"1","source":"%s","subject":"1","type":"crm.call.logged",
                                         "time":"2026-03-01T10:00:00Z","data":{"rep":"robin","occurredAt":"2026-03-01"}}\
                                        """
                                                .formatted(source)))
                        .build());
    }

    @Test
    void oneThatWasPrintedIsListedWhenItIsUsedAndCanBeRevokedBefore() throws JOSEException {
        String used = UUID.randomUUID().toString();
        String unused = UUID.randomUUID().toString();

        assertThat(status(printed(used, FIRST), PATH)).isEqualTo(200);
        await().until(() ->
                service.get("admin", PATH)
                        .json()
                        .required("items")
                        .valueStream()
                        .anyMatch(t -> t.required("id").stringValue().equals(used)));
        JsonNode token = listed(used);
        assertThat(token.required("name").stringValue()).isEqualTo("by hand");
        assertThat(token.required("madeBy").isNull()).isTrue();

        assertThat(revoke(unused).json().required("listed").booleanValue()).isFalse();
        assertThat(status(printed(unused, FIRST), PATH)).isEqualTo(401);
    }

    private static String printed(String id, byte[] key) throws JOSEException {
        return signed(id, "admin", JWSAlgorithm.HS256, kid(key), new MACSigner(key));
    }

    private static String kid(byte[] key) {
        return TokenSettings.of(Base64.getEncoder().encodeToString(key)).current().getKeyID();
    }

    private static String signed(
            @Nullable String id, String role, JWSAlgorithm algorithm, String kid, JWSSigner signer)
            throws JOSEException {
        return signed(id, role, algorithm, kid, signer, Instant.now());
    }

    private static String signed(
            @Nullable String id,
            String role,
            JWSAlgorithm algorithm,
            String kid,
            JWSSigner signer,
            Instant madeAt)
            throws JOSEException {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer("yardstick")
                        .subject(role)
                        .claim("role", role)
                        .claim("name", "by hand")
                        .jwtID(id)
                        .issueTime(Date.from(madeAt))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void usesThatTheOtherServiceSawAreKept() {
        String id = make("{\"name\":\"x\",\"role\":\"auditor\"}").required("id").stringValue();
        String use =
                """
                {"uses":[{"id":"%s","role":"auditor","madeAt":"2026-01-01T00:00:00Z",
                  "expiresAt":"2036-01-01T00:00:00Z","usedAt":"%s"}]}\
                """;
        for (String minute : List.of("2026-05-01T10:07:00Z", "2026-05-01T09:00:00Z")) {
            assertThat(service.post("service", PATH + "/uses", use.formatted(id, minute)).status())
                    .isEqualTo(200);
        }
        assertThat(listed(id).required("lastUsedAt").stringValue())
                .isEqualTo("2026-05-01T10:07:00Z");
        assertThat(listed(id).required("name").stringValue()).isEqualTo("x");
    }

    /** Under two keys, the second of which is new, and with a key pair of the other service. */
    @Test
    void keysChangeWithoutAGap() throws Exception {
        String id = UUID.randomUUID().toString();
        revoke(id);
        KeyPair own = rsa();
        KeyPair others = rsa();
        String ofOld = RunningCommandService.token("auditor");
        String ofNew = printed(UUID.randomUUID().toString(), SECOND);
        assertThat(status(ofOld, PATH)).isEqualTo(200);
        assertThat(status(ofNew, PATH)).isEqualTo(401);

        service.restart(
                keys(SECOND, FIRST),
                "--yardstick.tokens.not-before=" + Instant.now().minusSeconds(30),
                "--yardstick.tokens.service-keys=" + known(others) + "," + known(own));
        try {
            assertThat(status(ofOld, PATH)).as("without a kid, by the old key").isEqualTo(200);
            assertThat(status(printed(UUID.randomUUID().toString(), FIRST), PATH)).isEqualTo(200);
            assertThat(SignedJWT.parse(made()).getHeader().getKeyID()).isEqualTo(kid(SECOND));
            assertThat(status(ofNew, PATH)).isEqualTo(200);
            assertThat(status(printed(id, SECOND), PATH)).as("revoked before").isEqualTo(401);
            assertThat(status(printed(UUID.randomUUID().toString(), FOREIGN), PATH)).isEqualTo(401);
            String misnamed =
                    signed(null, "admin", JWSAlgorithm.HS256, "unknown", new MACSigner(SECOND));
            assertThat(status(misnamed, PATH)).as("unknown kid").isEqualTo(401);
            String early =
                    signed(
                            null,
                            "admin",
                            JWSAlgorithm.HS256,
                            kid(SECOND),
                            new MACSigner(SECOND),
                            Instant.now().minusSeconds(60));
            assertThat(status(early, PATH)).as("made before those that count").isEqualTo(401);

            String keyOf = "/api/v1/personal-keys?person=robin";
            assertThat(status(RunningCommandService.token("service"), keyOf)).isEqualTo(401);
            assertThat(status(ofService(own, "service"), keyOf)).isEqualTo(200);
            assertThat(status(ofService(own, "admin"), PATH)).isEqualTo(401);
            assertThat(status(ofService(rsa(), "service"), keyOf)).isEqualTo(401);
        } finally {
            service.restart("--yardstick.tokens.not-before=", "--yardstick.tokens.service-keys=");
        }
        assertThat(status(printed(id, FIRST), PATH)).as("still revoked").isEqualTo(401);
    }

    private static String made() {
        HttpRequest asked =
                HttpRequest.newBuilder(service.base().resolve(PATH))
                        .header("Authorization", "Bearer " + RunningCommandService.token("admin"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"name\":\"x\",\"role\":\"crm\"}"))
                        .build();
        return service.send(asked).json().required("token").stringValue();
    }

    private static String keys(byte[]... keys) {
        List<String> texts = new ArrayList<>();
        for (byte[] key : keys) {
            texts.add(Base64.getEncoder().encodeToString(key));
        }
        return "--yardstick.tokens.key=" + String.join(",", texts);
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String known(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static String ofService(KeyPair pair, String role) throws JOSEException {
        String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        RSAKey key = Objects.requireNonNull(new TokenSettings(null, null, secret, null).own());
        return signed(
                null,
                role,
                JWSAlgorithm.RS256,
                key.getKeyID(),
                new RSASSASigner(pair.getPrivate()));
    }
}
