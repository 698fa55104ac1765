package dev.yardstick.query.access;

import static dev.yardstick.query.RunningQueryService.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invitations and passwords: two instances of the service on one database. */
class PasswordSignInIT {

    private static final String PASSWORD = "lente regen fiets";
    private static final String OTHER = "anker tulp kompas";
    private static final String INVITATIONS = "/api/v1/invitations";

    private static RunningQueryService one;
    private static RunningQueryService other;

    @BeforeAll
    static void start() {
        String database = RunningQueryService.createDatabase();
        one = RunningQueryService.on(database);
        other = RunningQueryService.on(database);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @BeforeEach
    void clear() {
        for (String table : List.of("session", "sign_in_link", "credential", "sign_in_attempt")) {
            one.jdbc().sql("delete from " + table).update();
        }
    }

    /** The code of an invitation. */
    private static String invite(String role, String person) {
        Answer made =
                one.call(
                        "admin:boss",
                        "POST",
                        INVITATIONS,
                        "{\"role\":\"%s\",\"person\":\"%s\"}".formatted(role, person));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String link = made.json().get("link").stringValue();
        assertThat(link).startsWith("http://127.0.0.1:").contains("/sign-in/invited?code=");
        return link.substring(link.indexOf("code=") + 5);
    }

    private static Answer choose(RunningQueryService at, String code, String password) {
        return at.typed(
                "",
                "/sign-in/invited",
                form("code", code, "password", password, "again", password));
    }

    private static Answer signIn(RunningQueryService at, String person, String password) {
        return at.typed("", "/sign-in", form("person", person, "password", password));
    }

    private static String cookie(Answer entered) {
        assertThat(entered.status()).as(entered.text()).isEqualTo(302);
        return entered.header("Set-Cookie").split(";", 2)[0];
    }

    private static boolean isSignedIn(RunningQueryService at, String cookie) {
        return at.getWithCookie(cookie, "/v3/api-docs").status() == 200;
    }

    private static String has(String role, String person) {
        return cookie(choose(one, invite(role, person), PASSWORD));
    }

    private static String alert(Answer page) {
        return Jsoup.parse(page.text()).select("[role=alert]").text();
    }

    @Test
    void whoIsInvitedChoosesAPasswordOnceAndSignsInByItAnywhere() {
        String code = invite("auditor", "kim");
        assertThat(one.get("", "/sign-in/invited?code=" + code).text()).contains("kim");
        assertThat(other.get("", "/sign-in/invited?code=" + code).status())
                .as("to look uses nothing up")
                .isEqualTo(200);
        String chosen = cookie(choose(other, code, PASSWORD));
        assertThat(isSignedIn(one, chosen)).isTrue();
        String cookie = cookie(signIn(one, "kim", PASSWORD));
        assertThat(isSignedIn(other, cookie)).isTrue();
        assertThat(one.getWithCookie(cookie, "/audit").status()).isEqualTo(200);
        assertThat(one.getWithCookie(cookie, "/connections/new").status())
                .as("as what she was invited")
                .isEqualTo(403);
        assertThat(one.jdbc().sql("select way, role, person from session").query().listOfRows())
                .contains(Map.of("way", "password", "role", "auditor", "person", "kim"));
    }

    @Test
    void anInvitationIsValidOnceForAWhileAndUntilTheNext() {
        String code = invite("auditor", "kim");
        cookie(choose(one, code, PASSWORD));
        for (RunningQueryService at : List.of(one, other)) {
            assertThat(choose(at, code, OTHER).header("Location"))
                    .isEqualTo("/sign-in?refused=invitation");
        }
        assertThat(signIn(one, "kim", OTHER).status()).isEqualTo(401);
        String replaced = invite("auditor", "kim");
        String newer = invite("auditor", "kim");
        assertThat(one.get("", "/sign-in/invited?code=" + replaced).header("Location"))
                .isEqualTo("/sign-in?refused=invitation");
        assertThat(
                        one.jdbc()
                                .sql(
                                        "select ends_at between now() + interval '6 days'"
                                                + " and now() + interval '7 days' from sign_in_link")
                                .query(Boolean.class)
                                .single())
                .isTrue();
        one.jdbc().sql("update sign_in_link set ends_at = now() - interval '1 second'").update();
        assertThat(one.get("", "/sign-in/invited?code=" + newer).status()).isEqualTo(302);
        assertThat(choose(other, newer, OTHER).status()).isEqualTo(302);
        assertThat(signIn(one, "kim", OTHER).status()).isEqualTo(401);
    }

    @Test
    void ofTwoWhoUseAnInvitationAtTheSameTimeOneChooses() throws Exception {
        String code = invite("auditor", "kim");
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                RunningQueryService at = i % 2 == 0 ? one : other;
                String password = PASSWORD + " " + i;
                answers.add(threads.submit(() -> choose(at, code, password)));
            }
        }
        int entered = 0;
        for (Future<Answer> answer : answers) {
            entered += answer.get().header("Set-Cookie").isEmpty() ? 0 : 1;
        }
        assertThat(entered).isEqualTo(1);
    }

    @Test
    void aSignInLinkIsKnownAtEveryInstanceAndOpensOneSession() {
        String code = one.bean(SignIn.class).issue("admin");
        assertThat(other.get("", "/sign-in/invited?code=" + code).status())
                .as("it invites nobody")
                .isEqualTo(302);
        assertThat(isSignedIn(one, cookie(other.typed("", "/sign-in", "code=" + code)))).isTrue();
        assertThat(one.typed("", "/sign-in", "code=" + code).status()).isEqualTo(401);
        String invitation = invite("auditor", "kim");
        assertThat(one.typed("", "/sign-in", "code=" + invitation).status())
                .as("nor does an invitation open one")
                .isEqualTo(401);
        assertThat(choose(one, invitation, PASSWORD).status()).isEqualTo(302);
    }

    @Test
    void neitherACodeNorAPasswordStandsInTheDatabase() {
        String code = invite("auditor", "kim");
        assertThat(one.jdbc().sql("select l::text from sign_in_link l").query(String.class).list())
                .noneMatch(row -> row.contains(code));
        choose(one, code, PASSWORD);
        String row =
                one.jdbc().sql("select c::text from credential c").query(String.class).single();
        assertThat(row).doesNotContain(PASSWORD).contains("$argon2id$v=19$m=19456,t=2,p=1$");
        signIn(one, "kim", "not this one");
        assertThat(
                        one.jdbc()
                                .sql("select a::text from sign_in_attempt a")
                                .query(String.class)
                                .list())
                .isNotEmpty()
                .noneMatch(attempt -> attempt.contains("kim") || attempt.contains("127.0"));
    }

    @Test
    void whatIsAnsweredTellsNobodyWhoSignsInByAPassword() {
        has("auditor", "kim");
        Answer wrong = signIn(one, "kim", OTHER);
        Answer nobody = signIn(one, "lee", OTHER);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text().replace("kim", "lee")).isEqualTo(nobody.text());
        assertThat(alert(wrong)).contains("do not belong together");
        assertThat(wrong.text()).doesNotContain(OTHER);
        for (int i = 0; i < 12; i++) {
            one.jdbc().sql("update sign_in_attempt set open_at = now()").update();
            signIn(one, "kim", OTHER);
            signIn(one, "lee", OTHER);
        }
        wrong = signIn(one, "kim", OTHER);
        nobody = signIn(one, "lee", OTHER);
        assertThat(List.of(wrong.status(), nobody.status())).containsOnly(429);
    }

    @Test
    void afterAFewTriesInVainOneWaitsAtEveryInstanceAndNotForEver() {
        has("auditor", "kim");
        for (int i = 0; i < 5; i++) {
            RunningQueryService at = i % 2 == 0 ? one : other;
            assertThat(signIn(at, "kim", OTHER).status()).isEqualTo(401);
        }
        // A second is soon over: what was counted says how long the next wait is.
        waitFor("kim", 12);
        Answer waits = signIn(other, "kim", PASSWORD);
        assertThat(waits.status()).as("even with the right one").isEqualTo(429);
        assertThat(Integer.parseInt(waits.header("Retry-After"))).isBetween(880, 901);
        assertThat(alert(waits)).contains("Too many");
        assertThat(signIn(one, "lee", OTHER).status()).as("others go on").isEqualTo(401);
        one.jdbc().sql("update sign_in_attempt set open_at = now()").update();
        assertThat(signIn(other, "kim", PASSWORD).status()).isEqualTo(302);
        assertThat(signIn(one, "kim", OTHER).status()).as("forgotten").isEqualTo(401);
        assertThat(signIn(one, "kim", PASSWORD).status()).isEqualTo(302);
    }

    /** Goes on trying as soon as one may. */
    private static void waitFor(String person, int times) {
        for (int i = 0; i < times; i++) {
            one.jdbc().sql("update sign_in_attempt set open_at = now()").update();
            assertThat(signIn(one, person, OTHER).status()).isEqualTo(401);
        }
    }

    @Test
    void aThousandAtTheSameTimeAreAThousand() throws Exception {
        has("auditor", "kim");
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 40; i++) {
                RunningQueryService at = i % 2 == 0 ? one : other;
                answers.add(threads.submit(() -> signIn(at, "kim", OTHER)));
            }
        }
        int looked = 0;
        for (Future<Answer> answer : answers) {
            looked += answer.get().status() == 401 ? 1 : 0;
        }
        assertThat(looked).isLessThan(10);
    }

    @Test
    void fromOneAddressNotAnyNumberOfPersonsIsTried() {
        for (int i = 0; i < 30; i++) {
            one.jdbc().sql("update sign_in_attempt set open_at = now()").update();
            assertThat(signIn(one, "person-" + i, OTHER).status()).isEqualTo(401);
        }
        one.jdbc()
                .sql(
                        "update sign_in_attempt set open_at = now() + interval '1 minute'"
                                + " where count = 30")
                .update();
        assertThat(signIn(other, "somebody", OTHER).status()).isEqualTo(429);
        assertThat(signInFrom("198.51.100.1", "127.0.0.1").status())
                .as("what she made up comes before what the proxy says")
                .isEqualTo(429);
        assertThat(signInFrom("127.0.0.1", "127.0.0.1, 203.0.113.7").status())
                .as("from another, says the proxy")
                .isEqualTo(401);
    }

    private static Answer signInFrom(String made, String said) {
        return other.typed(
                "",
                "/sign-in",
                form("person", "somebody", "password", OTHER),
                "X-Forwarded-For",
                made,
                "X-Forwarded-For",
                said);
    }

    @Test
    void whatIsForgottenAfterADayIsNotCounted() {
        for (int i = 0; i < 4; i++) {
            signIn(one, "kim", OTHER);
        }
        one.jdbc().sql("update sign_in_attempt set over_at = now() - interval '1 second'").update();
        signIn(one, "kim", OTHER);
        assertThat(one.jdbc().sql("select count from sign_in_attempt").query(Integer.class).list())
                .containsOnly(1);
    }

    @Test
    void aPasswordIsLongAndNotWhatOneGuessesFirst() {
        String code = invite("manager", "ines-moreau");
        Map<String, String> wrong =
                Map.of(
                        "elf letters",
                        "at least 12 characters",
                        "123qweasdzxc",
                        "many people chose",
                        "Motherfucker",
                        "many people chose",
                        "12 12 12 12 12 12",
                        "harder to guess",
                        "ines-moreau-2026",
                        "harder to guess",
                        "Yardstick-2026",
                        "harder to guess",
                        "x".repeat(129),
                        "at most 128 characters");
        wrong.forEach((password, said) -> {
            Answer again = choose(one, code, password);
            assertThat(again.status()).as(password).isEqualTo(422);
            assertThat(alert(again)).as(password).contains(said);
            assertThat(Jsoup.parse(again.text()).select("[type=password]").eachAttr("value"))
                    .as("nothing of it is shown")
                    .isEmpty();
        });
        assertThat(
                        one.typed(
                                        "",
                                        "/sign-in/invited",
                                        form("code", code, "password", PASSWORD, "again", OTHER))
                                .status())
                .isEqualTo(422);
        String any = " ünïcode 漢字 " + "and many words ".repeat(6);
        assertThat(choose(one, code, any).status()).isEqualTo(302);
        assertThat(signIn(one, "ines-moreau", any).status()).isEqualTo(302);
        assertThat(signIn(one, "ines-moreau", any.strip()).status()).isEqualTo(401);
        // The same letters, composed by another keyboard.
        assertThat(
                        signIn(
                                        one,
                                        "ines-moreau",
                                        any.replace("ü", "u\u0308").replace("ï", "i\u0308"))
                                .status())
                .isEqualTo(302);
    }

    @Test
    void whoChangesHerPasswordKnowsTheOldOneAndIsSignedInThereAlone() {
        String elsewhere = has("auditor", "kim");
        String cookie = cookie(signIn(one, "kim", PASSWORD));
        Answer wrong =
                one.typed(
                        cookie,
                        "/settings/sign-in",
                        form("old", OTHER, "password", OTHER, "again", OTHER));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(isSignedIn(one, elsewhere)).isTrue();
        Answer changed =
                one.typed(
                        cookie,
                        "/settings/sign-in",
                        form("old", PASSWORD, "password", OTHER, "again", OTHER));
        assertThat(changed.header("Location")).isEqualTo("/settings/sign-in?done=password-changed");
        assertThat(isSignedIn(other, cookie(changed))).isTrue();
        assertThat(isSignedIn(other, cookie)).isFalse();
        assertThat(isSignedIn(other, elsewhere)).isFalse();
        assertThat(signIn(other, "kim", PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(other, "kim", OTHER).status()).isEqualTo(302);
    }

    @Test
    void whoForgotIsInvitedAgainAndWhatSheHadBeforeEnds() {
        String before = has("auditor", "kim");
        String code = invite("operator", "kim");
        assertThat(isSignedIn(one, before)).as("not before she uses it").isTrue();
        String cookie = cookie(choose(other, code, OTHER));
        assertThat(isSignedIn(one, before)).isFalse();
        assertThat(signIn(one, "kim", PASSWORD).status()).isEqualTo(401);
        assertThat(one.getWithCookie(cookie, "/connections/new").status())
                .as("the role is the new one")
                .isEqualTo(200);
    }

    @Test
    void accessThatEndsIsOverEverywhere() {
        String cookie = has("auditor", "kim");
        String open = invite("auditor", "kim");
        assertThat(one.call("auditor", "POST", "/api/v1/access/kim/end", "").status())
                .isEqualTo(403);
        Answer ended = one.call("admin:boss", "POST", "/api/v1/access/kim/end", "");
        assertThat(ended.json().get("sessions").intValue()).isEqualTo(1);
        assertThat(isSignedIn(other, cookie)).isFalse();
        assertThat(signIn(other, "kim", PASSWORD).status()).isEqualTo(401);
        assertThat(choose(other, open, PASSWORD).header("Location"))
                .isEqualTo("/sign-in?refused=invitation");
    }

    @Test
    void whoInvitesIsAnAdminAndInvitesSomebodyAsSomething() {
        for (String role : List.of("manager", "auditor", "operator", "rep:kim")) {
            assertThat(one.call(role, "POST", INVITATIONS, "{}").status()).as(role).isEqualTo(403);
        }
        Map<String, String> wrong =
                Map.of(
                        "{\"role\":\"crm\",\"person\":\"kim\"}", "role",
                        "{\"role\":\"rep\",\"person\":\"nobody-knows\"}", "person",
                        "{\"role\":\"admin\",\"person\":\" \"}", "person",
                        "{\"role\":\"admin\"}", "person",
                        "{\"person\":\"kim\"}", "role");
        wrong.forEach((body, field) -> {
            Answer refused = one.call("admin", "POST", INVITATIONS, body);
            assertThat(refused.status()).as(body).isEqualTo(422);
            assertThat(refused.json().path("errors").path(0).path("path").stringValue(""))
                    .as(body)
                    .isEqualTo(field);
        });
    }

    @Test
    void oneSeesOnesSessionsAndEndsThemButNobodyElses() {
        String elsewhere = has("auditor", "kim");
        String cookie = cookie(signIn(one, "kim", PASSWORD));
        String others = has("auditor", "lee");
        String page = one.getWithCookie(cookie, "/settings/sign-in").text();
        assertThat(Jsoup.parse(page).select("main ul.lines li")).hasSize(2);
        assertThat(page).contains("This browser");
        List<Long> numbers =
                one.jdbc()
                        .sql("select number from session order by number")
                        .query(Long.class)
                        .list();
        one.typed(cookie, "/settings/sign-in/sessions/" + numbers.getLast() + "/end", "");
        assertThat(isSignedIn(one, others)).isTrue();
        one.typed(cookie, "/settings/sign-in/sessions/" + numbers.getFirst() + "/end", "");
        assertThat(isSignedIn(one, elsewhere)).isFalse();
        assertThat(isSignedIn(one, cookie)).isTrue();
    }

    @Test
    void anAdminSeesWhoHasAccessByWhatAndEndsIt() {
        String hers = has("auditor", "kim");
        invite("operator", "pat");
        cookie(one.typed("", "/sign-in", "token=" + RunningQueryService.token("manager:lee")));
        String admin =
                cookie(one.typed("", "/sign-in", "token=" + RunningQueryService.token("admin")));
        String page = one.getWithCookie(admin, "/settings/access").text();
        assertThat(Jsoup.parse(page).select("tbody th span").eachText())
                .containsExactly("kim", "lee", "pat");
        assertThat(Jsoup.parse(page).select("tbody td:nth-child(2)").eachText())
                .containsExactly("auditor", "manager", "operator");
        assertThat(Jsoup.parse(page).select("tbody td:nth-child(3)").eachText())
                .containsExactly("password", "token", "Not yet");
        assertThat(page).contains("Invited by admin:boss", "nobody in particular");
        assertThat(
                        Jsoup.parse(one.getWithCookie(admin, "/settings/access?cursor=l").text())
                                .select("tbody th span")
                                .eachText())
                .containsExactly("lee", "pat");
        assertThat(one.getWithCookie(admin, "/settings/access?format=csv").text())
                .contains("kim,auditor,password,");
        Answer ended = one.typed(admin, "/settings/access/end", form("person", "kim"));
        assertThat(ended.header("Location"))
                .as("nobody answers for tokens here")
                .isEqualTo("/settings/access?done=access-ended-but-tokens");
        assertThat(isSignedIn(other, hers)).isFalse();
        assertThat(one.getWithCookie(admin, "/settings/access").text()).doesNotContain("kim");
    }
}
