package dev.yardstick.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions as rows: two instances of the service on one database. */
class SessionsIT {

    /** Nobody listens there. */
    private static final String AWAY = "http://127.0.0.1:1/provider";

    private static RunningQueryService one;
    private static RunningQueryService other;

    @BeforeAll
    static void start() {
        String database = RunningQueryService.createDatabase();
        one = RunningQueryService.on(database);
        other =
                RunningQueryService.on(
                        database,
                        "--yardstick.identity.issuer=" + AWAY,
                        "--yardstick.identity.audience=api",
                        "--yardstick.identity.roles.rep=sales",
                        "--yardstick.identity.client.id=pages");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @BeforeEach
    void clear() {
        one.jdbc().sql("delete from session").update();
    }

    private static String entered(Answer answer) {
        assertThat(answer.status()).isEqualTo(302);
        return answer.header("Set-Cookie").split(";", 2)[0];
    }

    private static String signIn(String role) {
        return entered(one.typed("", "/sign-in", "token=" + RunningQueryService.token(role)));
    }

    private static boolean isSignedIn(RunningQueryService at, String cookie) {
        return at.getWithCookie(cookie, "/v3/api-docs").status() == 200;
    }

    private static void requireEnded(String cookie) {
        assertThat(isSignedIn(one, cookie)).isFalse();
        assertThat(isSignedIn(other, cookie)).isFalse();
    }

    private static void alter(String change) {
        assertThat(one.jdbc().sql("update session set " + change).update()).isEqualTo(1);
    }

    @Test
    void aSessionHoldsAtEveryInstanceAndItsIdStandsNowhere() {
        String cookie = signIn("manager:kim");
        assertThat(isSignedIn(one, cookie)).isTrue();
        assertThat(isSignedIn(other, cookie)).isTrue();
        Map<String, Object> row = one.jdbc().sql("select * from session").query().singleRow();
        assertThat(row)
                .containsEntry("role", "manager")
                .containsEntry("person", "kim")
                .containsEntry("way", "token");
        String id = cookie.substring(cookie.indexOf('=') + 1);
        assertThat(id).hasSize(43);
        assertThat(row.toString()).doesNotContain(id);
        assertThat((byte[]) row.get("hash")).hasSize(32);
    }

    @Test
    void neitherATokenInTheCookieNorTheIdInTheHeaderOpensAnything() {
        String cookie = signIn("auditor");
        String token = RunningQueryService.token("auditor");
        assertThat(isSignedIn(one, "yardstick_session=" + token)).isFalse();
        String id = cookie.substring(cookie.indexOf('=') + 1);
        assertThat(one.getWithToken(id, "/v3/api-docs").status()).isEqualTo(401);
        assertThat(isSignedIn(one, cookie + "x")).isFalse();
    }

    @Test
    void whoHasNoPageToSeeHasNoSession() {
        for (String role : List.of("crm", "service", "boss")) {
            String token = "token=" + RunningQueryService.token(role);
            assertThat(one.typed("", "/sign-in", token).status()).as(role).isEqualTo(401);
        }
    }

    @Test
    void whatAProxyInFrontAddsForItselfIsNotInTheWay() {
        String cookie = signIn("auditor");
        assertThat(
                        one.getWithCookie(cookie, "/v3/api-docs", "Authorization", "Basic eDp5")
                                .status())
                .isEqualTo(200);
        String bearer = "bearer " + RunningQueryService.token("crm");
        assertThat(one.getWithCookie(cookie, "/audit", "Authorization", bearer).status())
                .as("the token counts before the session")
                .isEqualTo(403);
    }

    @Test
    void signingOutEndsItEverywhereAtOnce() {
        String cookie = signIn("auditor");
        String stays = signIn("auditor");
        assertThat(one.typed(cookie, "/sign-out", "").header("Set-Cookie")).contains("Max-Age=0");
        requireEnded(cookie);
        assertThat(isSignedIn(other, stays)).isTrue();
        assertThat(one.getWithCookie(cookie, "/reps").header("Location"))
                .isEqualTo("/sign-in?next=%2Freps");
    }

    @Test
    void signingInAnewEndsTheSessionThatTheBrowserHad() {
        String before = signIn("auditor");
        String token = "token=" + RunningQueryService.token("manager");
        String now = entered(other.typed(before, "/sign-in", token));
        requireEnded(before);
        assertThat(isSignedIn(one, now)).isTrue();
    }

    @Test
    void signingOutEverywhereEndsAllOfThePersonAndNobodyElses() {
        List<String> hers = List.of(signIn("manager:kim"), signIn("rep:kim"));
        List<String> others = List.of(signIn("manager:lee"), signIn("manager"));
        other.typed(hers.getFirst(), "/sign-out", "everywhere=true");
        hers.forEach(SessionsIT::requireEnded);
        assertThat(others).allMatch(cookie -> isSignedIn(one, cookie));
        String same = signIn("manager");
        String admin = signIn("admin");
        other.typed(others.getLast(), "/sign-out", "everywhere=true");
        requireEnded(same);
        assertThat(isSignedIn(one, admin)).isTrue();
        assertThat(isSignedIn(one, others.getFirst())).isTrue();
    }

    @Test
    void itEndsWhenItIsNotUsedAndInAnyCaseAfterAWhile() {
        String cookie = signIn("auditor");
        alter("idle_end = now() - interval '1 second'");
        requireEnded(cookie);
        alter("idle_end = now() + interval '1 minute', over_at = now() - interval '1 second'");
        requireEnded(cookie);
        signIn("auditor");
        assertThat(one.jdbc().sql("select count(*) from session").query(Integer.class).single())
                .as("what is over is forgotten")
                .isEqualTo(1);
    }

    @Test
    void useKeepsItAliveAndAnOpenPageByItselfDoesNot() {
        String cookie = signIn("auditor");
        String old =
                "seen = now() - interval '5 minutes', idle_end = now() + interval '55 minutes'";
        String renewed = "select idle_end > now() + interval '59 minutes' from session";
        alter(old);
        one.getWithCookie(cookie, "/v3/api-docs", "Sec-Fetch-Dest", "empty");
        assertThat(one.jdbc().sql(renewed).query(Boolean.class).single()).isFalse();
        one.getWithCookie(cookie, "/v3/api-docs");
        assertThat(one.jdbc().sql(renewed).query(Boolean.class).single()).isTrue();
    }

    @Test
    void anIdentityProviderThatIsAwayIsInNobodysWay() {
        assertThat(other.get("", "/sign-in").text()).contains("Sign in with single sign-on");
        assertThat(other.get("", "/sign-in/provider?next=%2Freps").header("Location"))
                .isEqualTo("/sign-in?next=%2Freps&refused=away");
        assertThat(other.get("", "/sign-in?refused=away").text()).contains("does not answer");
        String claims = "{\"iss\":\"" + AWAY + "\",\"sub\":\"x\"}";
        String token =
                Stream.of("{\"alg\":\"RS256\"}", claims, "signature")
                        .map(part -> part.getBytes(StandardCharsets.UTF_8))
                        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
                        .collect(Collectors.joining("."));
        Answer unknown = other.getWithToken(token, "/api/v1/reps");
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.text()).contains("provider-away");
        assertThat(one.getWithToken(token, "/api/v1/reps").status()).isEqualTo(401);
        assertThat(isSignedIn(other, signIn("auditor"))).isTrue();
        assertThat(one.get("", "/sign-in").text()).doesNotContain("/sign-in/provider");
        assertThat(one.get("", "/sign-in/provider").status()).isEqualTo(404);
    }

    @Test
    void itEndsWithItsTokenAtTheLatest() {
        signIn("auditor");
        assertThat(
                        one.jdbc()
                                .sql("select over_at < now() + interval '11 minutes' from session")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }
}
