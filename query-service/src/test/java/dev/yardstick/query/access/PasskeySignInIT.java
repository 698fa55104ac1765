package dev.yardstick.query.access;

import static dev.yardstick.query.RunningQueryService.form;
import static dev.yardstick.query.access.TestPasskey.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import dev.yardstick.query.credential.Seal;
import java.time.Duration;
import java.time.Instant;
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

/** Passkeys, by authenticators that lie: two instances of the service on one database. */
class PasskeySignInIT {

    private static final String REFUSED = "/sign-in?refused=passkey";
    private static final String OWN = "/settings/sign-in";
    private static final String PASSWORD = "lente regen fiets";

    private static RunningQueryService one;
    private static RunningQueryService other;

    @BeforeAll
    static void start() {
        String database = RunningQueryService.createDatabase();
        String pages = "--yardstick.notices.base-url=" + ORIGIN;
        one = RunningQueryService.on(database, pages);
        other = RunningQueryService.on(database, pages);
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

    private static String invite(String role, String person) {
        Answer made =
                one.call(
                        "admin:boss",
                        "POST",
                        "/api/v1/invitations",
                        "{\"role\":\"%s\",\"person\":\"%s\"}".formatted(role, person));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String link = made.json().get("link").stringValue();
        return link.substring(link.indexOf("code=") + 5);
    }

    /** The value of a cookie that an answer sets, with its name. */
    private static String cookie(Answer answer, String name) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElse("");
    }

    private static String session(Answer entered) {
        assertThat(entered.status()).as(entered.text()).isEqualTo(302);
        String cookie = cookie(entered, "yardstick_session");
        assertThat(cookie).as(entered.header("Location")).isNotEmpty();
        return cookie;
    }

    private static Answer ask(RunningQueryService at, String path, String cookie, String typed) {
        Answer asked = at.typed(cookie, path + "/options", typed);
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        return asked;
    }

    private static String kept(Answer asked) {
        return cookie(asked, "yardstick_passkey");
    }

    private static Answer askToProve() {
        return ask(one, "/sign-in/passkey", "", "");
    }

    private static Answer prove(Answer asked, String answer) {
        return prove(kept(asked), answer);
    }

    private static Answer prove(String kept, String answer) {
        return other.typed(kept, "/sign-in/passkey", form("passkey", answer));
    }

    /** What the browser kept, as if it had been asked some minutes ago. */
    private static String keptFor(Answer asked, Duration waited) {
        String begun =
                "{\"challenge\":%s,\"asked\":\"%s\"}"
                        .formatted(asked.json().get("challenge"), Instant.now().minus(waited));
        return "yardstick_passkey=" + one.bean(Seal.class).close("the proof of a passkey", begun);
    }

    private static Answer signIn(TestPasskey passkey) {
        Answer asked = askToProve();
        return prove(asked, passkey.proof(asked.text()));
    }

    private static Answer choose(String code, TestPasskey passkey) {
        Answer asked = ask(one, "/sign-in/passkey", "", form("code", code));
        return other.typed(
                kept(asked),
                "/sign-in/invited",
                form("code", code, "passkey", passkey.made(asked.text())));
    }

    private static TestPasskey has(String role, String person) {
        TestPasskey passkey = new TestPasskey();
        passkey.counter = 1;
        session(choose(invite(role, person), passkey));
        passkey.counter = 2;
        return passkey;
    }

    private static Answer add(String session, TestPasskey passkey, String name) {
        Answer asked = ask(other, OWN + "/passkeys", session, "");
        return one.typed(
                session + "; " + kept(asked),
                OWN + "/passkeys",
                form("passkey", passkey.made(asked.text()), "name", name));
    }

    private static List<Long> numbers() {
        return one.jdbc()
                .sql("select number from passkey order by number")
                .query(Long.class)
                .list();
    }

    private static Answer remove(String session, long number) {
        return one.typed(session, OWN + "/passkeys/" + number + "/removal", "");
    }

    private static boolean isSignedIn(String cookie) {
        return one.getWithCookie(cookie, "/v3/api-docs").status() == 200;
    }

    private static void refused(TestPasskey passkey, String as) {
        Answer answer = signIn(passkey);
        assertThat(answer.header("Location")).as(as).isEqualTo(REFUSED);
        assertThat(cookie(answer, "yardstick_session")).as(as).isEmpty();
    }

    @Test
    void whoIsInvitedMakesAPasskeyOnceAndSignsInByItAnywhere() {
        String code = invite("auditor", "kim");
        TestPasskey passkey = new TestPasskey();
        Answer chosen = choose(code, passkey);
        assertThat(isSignedIn(session(chosen))).isTrue();
        byte[] handle = passkey.handle;
        assertThat(choose(invite("auditor", "lee"), passkey).status())
                .as("nobody else makes the same")
                .isEqualTo(422);
        passkey.handle = handle;
        assertThat(one.typed("", "/sign-in/passkey/options", form("code", code)).status())
                .as("once")
                .isEqualTo(404);
        Answer entered = signIn(passkey);
        assertThat(entered.header("Location")).isEqualTo("/");
        assertThat(one.getWithCookie(session(entered), "/audit").status()).isEqualTo(200);
        assertThat(one.jdbc().sql("select way, role, person from session").query().listOfRows())
                .contains(Map.of("way", "passkey", "role", "auditor", "person", "kim"));
        assertThat(one.get("", "/sign-in").text())
                .contains("data-at=\"" + ORIGIN + "\"", "Sign in with a passkey");
        // Those that never count are proven by what they sign alone.
        session(signIn(passkey));
    }

    @Test
    void aPasskeyProvesNothingForAnotherPageOrHost() {
        TestPasskey passkey = has("auditor", "kim");
        passkey.origin = "https://yardstick.example.com.evil.example";
        refused(passkey, "another page");
        passkey.origin = "http://yardstick.example.com";
        refused(passkey, "without TLS");
        passkey.origin = ORIGIN;
        passkey.host = "evil.example";
        refused(passkey, "another host");
        passkey.host = "yardstick.example.com";
        session(signIn(passkey));
        String code = invite("auditor", "lee");
        TestPasskey made = new TestPasskey();
        made.origin = "https://evil.example";
        assertThat(choose(code, made).status()).isEqualTo(422);
        made.origin = ORIGIN;
        assertThat(choose(code, made).status()).as("nothing was used up").isEqualTo(302);
    }

    @Test
    void whoeverSignsIsThereAndVerified() {
        TestPasskey passkey = has("auditor", "kim");
        passkey.flags = 0x01;
        refused(passkey, "not verified");
        passkey.flags = 0x04;
        refused(passkey, "not present");
        TestPasskey made = new TestPasskey();
        made.flags = 0x01;
        assertThat(choose(invite("auditor", "lee"), made).status()).isEqualTo(422);
    }

    @Test
    void aChallengeIsAnsweredOnceWithinMinutesByWhomItWasGiven() {
        TestPasskey fresh = new TestPasskey();
        session(choose(invite("auditor", "lee"), fresh));
        Answer asked = askToProve();
        String proof = fresh.proof(asked.text());
        session(prove(asked, proof));
        assertThat(prove(asked, proof).header("Location")).as("replayed").isEqualTo(REFUSED);
        Answer later = askToProve();
        assertThat(prove(later, fresh.proof(asked.text())).header("Location"))
                .as("another's")
                .isEqualTo(REFUSED);
        assertThat(
                        one.typed(
                                        "",
                                        "/sign-in/passkey",
                                        form("passkey", fresh.proof(later.text())))
                                .header("Location"))
                .as("from another browser")
                .isEqualTo(REFUSED);
        assertThat(
                        one.typed(
                                        "yardstick_passkey=AAAA",
                                        "/sign-in/passkey",
                                        form("passkey", fresh.proof(later.text())))
                                .header("Location"))
                .as("made up")
                .isEqualTo(REFUSED);
        assertThat(
                        prove(keptFor(later, Duration.ofMinutes(6)), fresh.proof(later.text()))
                                .header("Location"))
                .as("too late")
                .isEqualTo(REFUSED);
        session(prove(later, fresh.proof(later.text())));
        Answer making = ask(one, "/sign-in/passkey", "", form("code", invite("auditor", "pat")));
        assertThat(prove(making, fresh.proof(making.text())).header("Location"))
                .as("for the making of one")
                .isEqualTo(REFUSED);
    }

    @Test
    void ofManyWhoSendTheSameProofAtTheSameTimeOneEnters() throws Exception {
        TestPasskey passkey = new TestPasskey();
        session(choose(invite("auditor", "kim"), passkey));
        Answer asked = askToProve();
        String proof = passkey.proof(asked.text());
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> prove(asked, proof)));
            }
        }
        int entered = 0;
        for (Future<Answer> answer : answers) {
            entered += cookie(answer.get(), "yardstick_session").isEmpty() ? 0 : 1;
        }
        assertThat(entered).isEqualTo(1);
    }

    @Test
    void aCopyOfWhatCountsIsFound() {
        TestPasskey passkey = has("auditor", "kim");
        passkey.counter = 9;
        session(signIn(passkey));
        for (long counter : new long[] {9, 5, 1, 0}) {
            passkey.counter = counter;
            Answer answer = signIn(passkey);
            assertThat(answer.header("Location")).as("%d", counter).isEqualTo(REFUSED + "-counter");
            assertThat(cookie(answer, "yardstick_session")).isEmpty();
        }
        assertThat(alert(one.get("", REFUSED + "-counter"))).contains("a copy of it");
        passkey.counter = 10;
        session(signIn(passkey));
    }

    private static String alert(Answer page) {
        return Jsoup.parse(page.text()).select(".warn[role=alert]").text();
    }

    @Test
    void nobodySignsInByWhatIsSomebodyElsesOrNobodys() {
        TestPasskey kims = has("auditor", "kim");
        TestPasskey lees = has("admin", "lee");
        byte[] handle = kims.handle;
        kims.handle = lees.handle;
        refused(kims, "says that she is lee");
        kims.handle = new byte[0];
        refused(kims, "says nobody");
        kims.handle = handle;
        System.arraycopy(lees.id, 0, kims.id, 0, kims.id.length);
        refused(kims, "says that it is lee's");
        kims.handle = lees.handle;
        refused(kims, "says that it is lee's, and lee");
        refused(new TestPasskey(), "of nobody here");
        assertThat(alert(one.get("", REFUSED))).contains("was not accepted");
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        has("auditor", "kim");
        for (String answer :
                List.of(
                        "x",
                        "null",
                        "[]",
                        "{}",
                        "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\"}",
                        "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
                        "{\"rawId\":\"no base64!\",\"response\":{}}",
                        "{".repeat(19_000),
                        " ".repeat(30_000))) {
            Answer asked = askToProve();
            assertThat(prove(asked, answer).header("Location")).as(answer).isEqualTo(REFUSED);
            String code = invite("auditor", "lee");
            Answer making = ask(one, "/sign-in/passkey", "", form("code", code));
            assertThat(
                            one.typed(
                                            kept(making),
                                            "/sign-in/invited",
                                            form("code", code, "passkey", answer + " "))
                                    .status())
                    .as(answer)
                    .isEqualTo(422);
        }
    }

    @Test
    void oneHasSeveralAndTakesAnyAwayButTheLast() {
        TestPasskey first = has("auditor", "kim");
        String elsewhere = session(signIn(first));
        first.counter++;
        String session = session(signIn(first));
        assertThat(remove(session, numbers().getFirst()).text()).contains("nothing left");
        TestPasskey second = new TestPasskey();
        assertThat(add(session, second, "phone").header("Location"))
                .isEqualTo(OWN + "?done=passkey-made");
        assertThat(second.handle).as("one name for one person").isEqualTo(first.handle);
        assertThat(one.getWithCookie(session, OWN).text()).contains("phone", "not used yet");
        session(signIn(second));
        has("auditor", "lee");
        assertThat(remove(session, numbers().getLast()).header("Location"))
                .as("nothing says whether it is somebody else's")
                .isEqualTo(OWN + "?done=passkey-removed");
        assertThat(numbers()).hasSize(3);
        Answer removed = remove(session, numbers().getFirst());
        assertThat(isSignedIn(elsewhere)).isFalse();
        assertThat(isSignedIn(session)).isFalse();
        assertThat(isSignedIn(session(removed))).as("here alone").isTrue();
        first.counter++;
        refused(first, "taken away");
        session(signIn(second));
    }

    @Test
    void whatOneSignsInByIsChangedSoonAfterSigningInAlone() {
        session(
                one.typed(
                        "",
                        "/sign-in/invited",
                        form(
                                "code",
                                invite("auditor", "kim"),
                                "password",
                                PASSWORD,
                                "again",
                                PASSWORD)));
        String session =
                session(one.typed("", "/sign-in", form("person", "kim", "password", PASSWORD)));
        TestPasskey passkey = new TestPasskey();
        assertThat(add(session, passkey, "x".repeat(61)).status()).isEqualTo(422);
        assertThat(add(session, passkey, "").status()).isEqualTo(302);
        session(signIn(passkey));
        for (String begun :
                List.of(
                        "update session set begun = now() - interval '16 minutes'",
                        "update session set begun = now(), way = 'token'")) {
            one.jdbc().sql(begun).update();
            assertThat(add(session, new TestPasskey(), "").status()).as(begun).isEqualTo(422);
            assertThat(remove(session, numbers().getFirst()).status()).as(begun).isEqualTo(422);
            assertThat(one.getWithCookie(session, OWN).text()).contains("sign in again");
        }
        assertThat(numbers()).hasSize(1);
        session = session(signIn(passkey));
        assertThat(remove(session, numbers().getFirst()).status())
                .as("a password is left")
                .isEqualTo(302);
        session = session(one.typed("", "/sign-in", form("person", "kim", "password", PASSWORD)));
        for (int i = 0; i < 10; i++) {
            assertThat(add(session, new TestPasskey(), "").status()).isEqualTo(302);
        }
        assertThat(add(session, new TestPasskey(), "").status()).as("too many").isEqualTo(422);
    }

    @Test
    void whatWasAskedOfOneIsAnsweredByHerAlone() {
        TestPasskey kims = has("auditor", "kim");
        String kim = session(signIn(kims));
        String lee = session(signIn(has("auditor", "lee")));
        Answer asked = ask(one, OWN + "/passkeys", kim, "");
        TestPasskey made = new TestPasskey();
        assertThat(
                        one.typed(
                                        lee + "; " + kept(asked),
                                        OWN + "/passkeys",
                                        form("passkey", made.made(asked.text())))
                                .status())
                .isEqualTo(422);
        assertThat(numbers()).hasSize(2);
    }

    @Test
    void anInvitationReplacesPasswordAndPasskeysAndAnAdminEndsThem() {
        TestPasskey old = has("auditor", "kim");
        TestPasskey second = new TestPasskey();
        String session = session(signIn(old));
        add(session, second, "");
        old.counter++;
        String admin =
                session(one.typed("", "/sign-in", "token=" + RunningQueryService.token("admin")));
        assertThat(ways(admin)).isEqualTo("2 passkeys");
        TestPasskey newer = new TestPasskey();
        session(choose(invite("operator", "kim"), newer));
        assertThat(newer.handle).as("it takes the old one's place").isEqualTo(old.handle);
        assertThat(isSignedIn(session)).isFalse();
        refused(old, "replaced");
        refused(second, "replaced");
        assertThat(ways(admin)).isEqualTo("a passkey");
        session(
                one.typed(
                        "",
                        "/sign-in/invited",
                        form(
                                "code",
                                invite("operator", "kim"),
                                "password",
                                PASSWORD,
                                "again",
                                PASSWORD)));
        refused(newer, "replaced by a password");
        assertThat(ways(admin)).isEqualTo("password");
        session = session(one.typed("", "/sign-in", form("person", "kim", "password", PASSWORD)));
        add(session, newer, "");
        assertThat(ways(admin)).isEqualTo("password, a passkey");
        assertThat(one.getWithCookie(admin, "/settings/access?format=csv").text())
                .containsPattern("kim,operator,password passkey,.*,1\\R");
        one.typed(admin, "/settings/access/end", form("person", "kim"));
        assertThat(isSignedIn(session)).isFalse();
        refused(newer, "ended");
        assertThat(numbers()).isEmpty();
    }

    private static String ways(String admin) {
        return Jsoup.parse(one.getWithCookie(admin, "/settings/access").text())
                .select("tr:has(th span:contains(kim)) td:nth-child(3)")
                .text();
    }
}
