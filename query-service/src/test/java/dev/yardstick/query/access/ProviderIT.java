package dev.yardstick.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** People sign in by a real provider, and its tokens open calls: what holds, and what does not. */
class ProviderIT {

    private static final String PAGES = "http://pages.example";

    private static TestProvider provider;
    private static RunningQueryService service;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        provider = new TestProvider(PAGES);
        http = HttpClient.newHttpClient();
        service =
                RunningQueryService.on(
                        RunningQueryService.createDatabase(),
                        "--yardstick.identity.issuer=" + provider.issuer(),
                        "--yardstick.identity.audience=yardstick-api",
                        "--yardstick.identity.roles.manager=sales-leads,everybody-abroad",
                        "--yardstick.identity.roles.admin=it-heads",
                        "--yardstick.identity.roles.rep=sales",
                        "--yardstick.identity.client.id=" + TestProvider.CLIENT,
                        "--yardstick.identity.client.secret=" + TestProvider.SECRET,
                        "--yardstick.identity.client.name=Example Login",
                        "--yardstick.identity.client.address=" + PAGES);
    }

    @AfterAll
    static void stop() {
        service.close();
        provider.close();
    }

    private static Map<String, Object> is(String person, String... groups) {
        return Map.of("yardstick_person", person, "groups", List.of(groups));
    }

    /** A browser that was sent to the provider, and its way back. */
    private record Way(String cookie, String back) {

        Answer taken() {
            return service.getWithCookie(cookie, back);
        }
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }

    private static HttpResponse<String> atProvider(String address, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Answer begun(String next) {
        Answer begun = service.get("", "/sign-in/provider" + next);
        assertThat(begun.status()).isEqualTo(302);
        return begun;
    }

    private static String back(Answer begun, String user) {
        HttpResponse<String> answer =
                atProvider(
                        begun.header("Location"), TestProvider.USER, user, "Accept", "text/html");
        String back = answer.headers().firstValue("Location").orElse(answer.body());
        assertThat(back).startsWith(PAGES + "/sign-in/answer");
        return back.substring(PAGES.length());
    }

    private static Way way(String user) {
        Answer begun = begun("");
        return new Way(cookie(begun), back(begun, user));
    }

    /** The cookie of the session of somebody who has signed in. */
    private static String signedIn(String user) {
        Answer taken = way(user).taken();
        assertThat(taken.header("Location")).isEqualTo("/");
        return session(taken);
    }

    private static String session(Answer answer) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("yardstick_session="))
                .findFirst()
                .map(cookie -> cookie.split(";", 2)[0])
                .orElse("");
    }

    private static boolean isSignedIn(String cookie) {
        return service.getWithCookie(cookie, "/v3/api-docs").status() == 200;
    }

    private static void requireRefused(Answer answer, String why) {
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/sign-in?refused=" + why);
        assertThat(session(answer)).isEmpty();
    }

    private static Map<String, Object> row(String person) {
        return service.jdbc()
                .sql("select * from session where person = ? and ended is null")
                .param(person)
                .query()
                .singleRow();
    }

    @Test
    void theCodeFlowOpensASessionAndLeadsToThePageThatWasAskedFor() {
        provider.says("kit", is("kit", "sales-leads"));
        Answer begun = begun("?next=%2Fteams%3Fon%3D2026-06-30");
        URI asked = URI.create(begun.header("Location"));
        assertThat(begun.header("Location")).startsWith(provider.issuer());
        assertThat(UriComponentsBuilder.fromUri(asked).build().getQueryParams().toSingleValueMap())
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", PAGES + "/sign-in/answer")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(begun.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/sign-in", "Max-Age=600");
        Answer taken = new Way(cookie(begun), back(begun, "kit")).taken();
        assertThat(taken.header("Location")).isEqualTo("/teams?on=2026-06-30");
        String cookie = session(taken);
        assertThat(isSignedIn(cookie)).isTrue();
        assertThat(row("kit"))
                .containsEntry("role", "manager")
                .containsEntry("way", "provider")
                .containsEntry("subject", "kit");
        assertThat(service.getWithCookie(cookie, "/settings/access").status())
                .as("a manager is no admin")
                .isEqualTo(403);
        service.typed(cookie, "/sign-out", "");
    }

    @Test
    void thePageOffersTheProviderByItsName() {
        assertThat(service.get("", "/sign-in?next=%2Freps").text())
                .contains("Sign in with Example Login", "/sign-in/provider?next=/reps");
    }

    @Test
    void theHighestOfSeveralRolesWinsAndOurOwnClaimsCountForNothing() {
        Map<String, Object> claims = new LinkedHashMap<>(is("lee", "sales", "it-heads"));
        claims.putAll(Map.of("role", "auditor", "person", "kim", "sources", List.of("x")));
        provider.says("lee", claims);
        String cookie = signedIn("lee");
        assertThat(row("lee")).containsEntry("role", "admin").containsEntry("person", "lee");
        assertThat(service.getWithCookie(cookie, "/settings/access").text())
                .contains("lee", "provider");
    }

    @Test
    void whoHasNoRoleOrIsNobodyHereIsToldWhatToDo() {
        provider.says("guest", is("guest", "guests"));
        requireRefused(way("guest").taken(), "no-role");
        provider.says("nameless", Map.of("groups", List.of("sales-leads"), "person", "kim"));
        requireRefused(way("nameless").taken(), "no-person");
        provider.says("odd", Map.of("groups", "sales-leads", "yardstick_person", List.of("kim")));
        requireRefused(way("odd").taken(), "no-person");
        assertThat(service.get("", "/sign-in?refused=no-role").text())
                .contains("Example Login knows you, but none of your groups");
        assertThat(service.get("", "/sign-in?refused=nonsense").text())
                .doesNotContain("role=\"alert\"");
    }

    @Test
    void anAnswerToNothingThatWasAskedSignsNobodyIn() {
        provider.says("kim", is("kim", "sales-leads"));
        Way way = way("kim");
        Way other = way("kim");
        requireRefused(service.getWithCookie("x=y", way.back()), "provider");
        requireRefused(service.getWithCookie(other.cookie(), way.back()), "provider");
        requireRefused(service.getWithCookie(way.cookie() + "x", way.back()), "provider");
        requireRefused(service.getWithCookie(way.cookie(), "/sign-in/answer"), "provider");
        String state = way.back().replaceAll(".*(state=[^&]*).*", "$1");
        requireRefused(
                service.getWithCookie(way.cookie(), "/sign-in/answer?error=access_denied&" + state),
                "provider");
        assertThat(way.taken().header("Location")).isEqualTo("/");
        requireRefused(way.taken(), "provider");
    }

    @Test
    void anIdTokenThatIsNotForThisSignInIsNone() {
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(
                        Map.of("nonce", "another"),
                        Map.of("aud", List.of("another")),
                        Map.of("iss", "http://another.example"),
                        Map.of("azp", "another", "aud", List.of(TestProvider.CLIENT, "x")),
                        Map.of(
                                "iat", Instant.now().minusSeconds(400),
                                "exp", Instant.now().minusSeconds(120)),
                        Map.of("nbf", Instant.now().plusSeconds(120)))) {
            Map<String, Object> claims = new LinkedHashMap<>(is("kim", "sales-leads"));
            claims.putAll(wrong);
            provider.says("forger", claims);
            requireRefused(way("forger").taken(), "provider");
        }
    }

    @Test
    void signingOutLeadsToTheProviderWhichLeadsBack() {
        provider.says("ann", is("ann", "sales"));
        String cookie = signedIn("ann");
        Answer left = service.typed(cookie, "/sign-out", "");
        assertThat(isSignedIn(cookie)).isFalse();
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.text()).contains("Sign out of Example Login too");
        String to = left.header("Refresh").substring("0;url=".length());
        assertThat(to).startsWith(provider.issuer() + "/connect/logout?").contains("id_token_hint");
        HttpResponse<String> there = atProvider(to, TestProvider.USER, "ann");
        assertThat(there.headers().firstValue("Location")).hasValue(PAGES + "/sign-in");
    }

    private static int ended(String token) {
        return service.typed(
                        "",
                        "/sign-out/provider",
                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                .status();
    }

    private static JWTClaimsSet.Builder logout() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(TestProvider.CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .claim(
                        "events",
                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    @Test
    void theProviderEndsASessionOrAllOfASubject() {
        Map<String, Object> first = new LinkedHashMap<>(is("zoe", "sales"));
        first.put("sid", "first");
        provider.says("zoe", first);
        String one = signedIn("zoe");
        first.put("sid", "second");
        String other = signedIn("zoe");
        assertThat(
                        ended(
                                provider.signed(
                                        "logout+jwt",
                                        logout().claim("sid", "first").subject("zoe"))))
                .isEqualTo(200);
        assertThat(isSignedIn(one)).isFalse();
        assertThat(isSignedIn(other)).isTrue();
        assertThat(ended(provider.signed("JWT", logout().subject("zoe")))).isEqualTo(200);
        assertThat(isSignedIn(other)).isFalse();
    }

    @Test
    void aLogoutTokenThatIsNoneEndsNothing() {
        provider.says("max", is("max", "sales"));
        String cookie = signedIn("max");
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(provider.key().getKeyID()).build();
        List<String> wrong =
                List.of(
                        TestProvider.signed(
                                header,
                                logout().subject("max"),
                                TestProvider.signer(TestProvider.key("first"))),
                        new PlainJWT(logout().subject("max").build()).serialize(),
                        provider.signed("JWT", logout().subject("max").claim("events", Map.of())),
                        provider.signed("JWT", logout().subject("max").claim("events", null)),
                        provider.signed("JWT", logout().subject("max").claim("nonce", "n")),
                        provider.signed("JWT", logout().subject("max").jwtID(null)),
                        provider.signed("JWT", logout()),
                        provider.signed("JWT", logout().subject("max").audience("another")),
                        provider.signed("JWT", logout().subject("max").issuer("http://another")),
                        provider.signed("at+jwt", logout().subject("max")),
                        "nonsense");
        for (String token : wrong) {
            assertThat(ended(token)).as(token).isEqualTo(400);
        }
        assertThat(isSignedIn(cookie)).isTrue();
        assertThat(ended(provider.signed("JWT", logout().subject("max")))).isEqualTo(200);
        assertThat(isSignedIn(cookie)).isFalse();
    }

    private static int called(String token) {
        return service.getWithToken(token, "/v3/api-docs").status();
    }

    @Test
    void aTokenOfTheProviderOpensCallsForTheRoleAndPersonItComesTo() throws IOException {
        Map<String, Object> claims = new LinkedHashMap<>(is("kim", "sales-leads"));
        claims.put("aud", List.of("yardstick-api"));
        provider.says("machine", claims);
        String basic =
                Base64.getEncoder()
                        .encodeToString("machine:machine".getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        HttpResponse<String> given;
        try {
            given = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        String token =
                JsonMapper.shared().readTree(given.body()).required("access_token").stringValue();
        assertThat(called(token)).isEqualTo(200);
        assertThat(service.getWithToken(token, "/api/v1/managers/kim/accountability").status())
                .as("hers, of whom nothing is known")
                .isEqualTo(404);
        assertThat(service.getWithToken(token, "/api/v1/managers/lee/accountability").status())
                .isEqualTo(403);
        assertThat(called(provider.signed("at+jwt", provider.claims()))).isEqualTo(200);
        assertThat(isSignedIn("yardstick_session=" + token)).isFalse();
    }

    @Test
    void aTokenForCallsThatIsNotRightInOneThingOpensNothing() throws JOSEException {
        Map<String, Consumer<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
        wrong.put("issuer", c -> c.issuer("http://another.example"));
        wrong.put("no issuer", c -> c.issuer(null));
        wrong.put("audience", c -> c.audience("another"));
        wrong.put("the audience of the pages", c -> c.audience(TestProvider.CLIENT));
        wrong.put("no audience", c -> c.audience((String) null));
        wrong.put("expired", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(90))));
        wrong.put("no end", c -> c.expirationTime(null));
        wrong.put("not yet", c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(90))));
        wrong.put("no role", c -> c.claim("groups", List.of("guests")).claim("role", "admin"));
        wrong.put("no person", c -> c.claim("yardstick_person", null).claim("person", "kim"));
        wrong.forEach((what, change) -> {
            JWTClaimsSet.Builder claims = provider.claims();
            change.accept(claims);
            assertThat(called(provider.signed("JWT", claims))).as(what).isEqualTo(401);
        });
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(provider.key().getKeyID()).build();
        String foreign =
                TestProvider.signed(
                        header, provider.claims(), TestProvider.signer(TestProvider.key("first")));
        assertThat(called(foreign)).as("another key").isEqualTo(401);
        assertThat(called(new PlainJWT(provider.claims().build()).serialize()))
                .as("none")
                .isEqualTo(401);
        byte[] known = provider.key().toRSAPublicKey().getEncoded();
        String confused =
                TestProvider.signed(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(provider.key().getKeyID())
                                .build(),
                        provider.claims(),
                        new MACSigner(known));
        assertThat(called(confused)).as("the public key as a secret").isEqualTo(401);
        String other =
                TestProvider.signed(
                        new JWSHeader.Builder(JWSAlgorithm.PS256)
                                .keyID(provider.key().getKeyID())
                                .build(),
                        provider.claims(),
                        TestProvider.signer(provider.key()));
        assertThat(called(other)).as("an algorithm that is not named").isEqualTo(401);
        String logout = provider.signed("logout+jwt", provider.claims());
        assertThat(called(logout)).as("a token for something else").isEqualTo(401);
        JWTClaimsSet.Builder ours = provider.claims().issuer("yardstick").claim("role", "admin");
        assertThat(called(provider.signed("JWT", ours))).as("our issuer").isEqualTo(401);
        assertThat(called(provider.signed("JWT", provider.claims()))).isEqualTo(200);
    }

    @Test
    void ofTheProvidersTokenOurOwnClaimsCountForNothing() {
        String token =
                provider.signed(
                        "JWT",
                        provider.claims()
                                .claim("role", "admin")
                                .claim("person", "lee")
                                .claim("groups", List.of("sales")));
        assertThat(service.getWithToken(token, "/api/v1/audit/access").status()).isEqualTo(403);
        assertThat(service.getWithToken(token, "/api/v1/managers/lee/accountability").status())
                .isEqualTo(403);
        assertThat(called(token)).isEqualTo(200);
    }

    @Test
    void aNewKeyOfTheProviderIsTakenAndTheOldOneHoldsNoLonger() {
        String before = provider.signed("JWT", provider.claims());
        assertThat(called(before)).isEqualTo(200);
        provider.rotate();
        assertThat(called(provider.signed("JWT", provider.claims()))).isEqualTo(200);
        assertThat(called(before)).isNotEqualTo(200);
        provider.says("kim", is("kim", "sales-leads"));
        assertThat(isSignedIn(signedIn("kim"))).isTrue();
    }
}
