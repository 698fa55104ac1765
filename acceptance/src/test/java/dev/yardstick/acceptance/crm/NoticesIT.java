package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices as they arrive at a real mail server and a real receiver of webhooks. */
class NoticesIT {

    private static final String WISHES = "/api/v1/notices/wishes";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /** Long enough for whatever must not come to have come. */
    private static final Duration QUIET = Duration.ofMillis(1_500);

    @TempDir private Path data = Path.of("");

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> settings = new ArrayList<>();
    private Supplier<Server> running =
            () -> {
                throw new IllegalStateException("not started");
            };
    private GreenMail mail = new GreenMail();
    private Supplier<HttpServer> receiver =
            () -> {
                throw new IllegalStateException("not started");
            };

    /** What a webhook's receiver got. */
    private record Posted(Map<String, String> headers, byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        http.createContext(
                "/",
                exchange -> {
                    Posted message =
                            new Posted(
                                    Map.of(
                                            "id", header(exchange, "webhook-id"),
                                            "timestamp", header(exchange, "webhook-timestamp"),
                                            "signature", header(exchange, "webhook-signature")),
                                    exchange.getRequestBody().readAllBytes());
                    posted.add(message);
                    if (status.get() == 302) {
                        exchange.getResponseHeaders().add("Location", "/elsewhere");
                    }
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        http.start();
        receiver = () -> http;
        set("mail.host", "127.0.0.1");
        set("mail.port", String.valueOf(port));
        set("mail.from", "yardstick@example.org");
        set("mail.tls", "none");
        set("every", "100ms");
        set("warnings-every", "200ms");
        set("retry-pause", "200ms");
        startServer();
    }

    private static String header(com.sun.net.httpserver.HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private void set(String name, String value) {
        settings.add("yardstick.notices." + name);
        System.setProperty("yardstick.notices." + name, value);
    }

    private void startServer() throws IOException, InterruptedException {
        Server server = Servers.start(data);
        running = () -> server;
    }

    @AfterEach
    void stop() {
        running.get().close();
        settings.forEach(System::clearProperty);
        mail.stop();
        receiver.get().stop(0);
    }

    private Api api() {
        return Api.of(running.get());
    }

    private String hook() {
        return "http://127.0.0.1:" + receiver.get().getAddress().getPort() + "/hook";
    }

    /** Hires her, unless she is; the log's end then. */
    private long hire(String rep) {
        return api().put(
                        "/api/v1/reps/" + rep,
                        Scenario.rep("Robin Zwetsloot")
                                .replace(
                                        "\"team\"",
                                        "\"email\":\"" + rep + "@example.org\",\"team\""))
                .must(200)
                .json()
                .required("position")
                .longValue();
    }

    /** Over the year around today, so that it is in force on any day. */
    private void expect(String rep) {
        api().put(
                        "/api/v1/expectations/e-" + rep,
                        Scenario.expectation(rep, "100000")
                                .replace("2026-01-01", TODAY.minusDays(200).toString())
                                .replace("2026-12-31", TODAY.plusDays(100).toString()))
                .must(200);
    }

    private long say(String rep, String what, String body) {
        return api().post("/api/v1/expectations/e-" + rep + "/" + what, body).must(200).position();
    }

    private void communicate(String rep) {
        say(
                rep,
                "communications",
                """
                {"version":1,"on":"%s","how":"meeting","by":"kim"}\
                """
                        .formatted(TODAY.minusDays(199)));
    }

    private JsonNode wish(String role, String person, String wish) {
        return api().stateWith(running.get().token(role, person), WISHES, wish).must(200).json();
    }

    private JsonNode told(String role, String person) {
        return api().queryWith(running.get().token(role, person), "/api/v1/notices")
                .must(200)
                .json()
                .required("items");
    }

    private void awaitState(String role, String person, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> told(role, person).findValuesAsString("state").contains(state));
    }

    private List<MimeMessage> mails(int count) {
        assertThat(mail.waitForIncomingEmail(20_000, count)).as("mail").isTrue();
        return Arrays.asList(mail.getReceivedMessages());
    }

    private void assertQuiet(int mails, int posts) throws InterruptedException {
        Thread.sleep(QUIET);
        assertThat(mail.getReceivedMessages()).hasSize(mails);
        assertThat(posted).hasSize(posts);
    }

    @Test
    void aRepIsToldOnceInHerLanguageOfWhatCameAfterHerWishAndIsUnanswered() throws Exception {
        hire("old");
        expect("old");
        communicate("old");
        hire("robin");
        expect("robin");
        awaitKnown("robin");
        String byMail =
                """
                {"mail":true,"kinds":["to-acknowledge"],"language":"nl"}\
                """;
        wish("rep", "old", byMail);
        assertThat(wish("rep", "robin", byMail).required("mailTo").stringValue())
                .isEqualTo("robin@example.org");
        communicate("robin");

        MimeMessage letter = mails(1).getFirst();
        assertThat(letter.getAllRecipients()[0]).hasToString("robin@example.org");
        assertThat(letter.getSubject()).contains("verwachting").doesNotContain("Robin");
        assertThat(text(letter))
                .contains("Beste Robin Zwetsloot,", "versie 1", "/reps/robin", "/settings/notices");
        awaitState("rep", "robin", "sent");
        String id = letter.getMessageID();

        communicate("robin");
        assertQuiet(1, 0);

        say("robin", "disputes", disputed());
        hire("kate");
        expect("kate");
        wish("rep", "kate", "{\"mail\":false,\"kinds\":[\"to-acknowledge\"]}");
        communicate("kate");
        restartWithAnEmptyReadModel();
        assertQuiet(1, 0);
        assertThat(mail.getReceivedMessages()[0].getMessageID()).isEqualTo(id);
        assertThat(told("rep", "old")).isEmpty();
        assertThat(told("rep", "kate")).isEmpty();
    }

    private static String disputed() {
        return """
        {"version":1,"on":"%s","comment":"Too much."}\
        """
                .formatted(TODAY);
    }

    private void awaitKnown(String rep) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api().query("/api/v1/reps/" + rep).status() == 200);
    }

    private static String text(MimeMessage message) {
        try {
            return String.valueOf(message.getContent()).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As when a rebuild has dropped what can be folded again. */
    private void restartWithAnEmptyReadModel() throws Exception {
        // Whatever is applied afterwards would be taken for all that there was.
        api().query("/api/v1/reps?after=" + hire("robin")).must(200);
        sql("truncate consumed, moment, chronicle, record_event, origin, fact, parked");
        restart();
        awaitKnown("robin");
    }

    @Test
    void onMondayEachIsToldOnceWhatHerWeekBeginsWith() throws Exception {
        hire("robin");
        hire("nell");
        expect("nell");
        communicate("nell");
        awaitKnown("nell");
        wish(
                "manager",
                "kim",
                """
                {"mail":true,"address":"kim@example.org","kinds":["week"]}\
                """);
        wish("rep", "nell", "{\"mail\":true,\"kinds\":[\"week\"],\"language\":\"nl\"}");
        wish(
                "manager",
                "nobody",
                "{\"webhook\":{\"url\":\"" + hook() + "\"},\"kinds\":[\"week\"]}");
        assertQuiet(0, 0);

        sql("update notice_subscription set since = since - interval '3 weeks'");
        restart();
        Map<String, String> letters =
                mails(2).stream().collect(Collectors.toMap(NoticesIT::recipient, NoticesIT::text));
        assertThat(letters.get("kim@example.org"))
                .contains(
                        "Hello kim,",
                        "With your reps 2 things are to be done:\n- Robin Zwetsloot: nothing is",
                        "- Robin Zwetsloot: a warning about \"Revenue\"",
                        "nothing stands worse",
                        "/today\n",
                        "on Monday mornings")
                .doesNotContain("For you yourself");
        assertThat(letters.get("nell@example.org"))
                .contains("Voor uzelf:\n- versie 1 van een verwachting wacht op uw antwoord")
                .doesNotContain("Met uw verkopers");
        awaitState("manager", "kim", "sent");
        awaitState("manager", "nobody", "dropped");
        JsonNode item = told("manager", "kim").get(0);
        assertThat(item.required("kind").stringValue()).isEqualTo("week");
        assertThat(item.required("expectation").isNull()).isTrue();
        assertThat(LocalDate.parse(item.required("since").stringValue()).getDayOfWeek())
                .isEqualTo(DayOfWeek.MONDAY);

        restart();
        assertQuiet(2, 0);
    }

    private void restart() throws IOException, InterruptedException {
        running.get().close();
        startServer();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                running.get().queryDatabaseUrl(),
                                "yardstick",
                                running.get().databasePassword());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void aManagerIsToldOfADisputeByASignedWebhookAgainUntilItIsTaken() throws Exception {
        hire("robin");
        expect("robin");
        communicate("robin");
        String wish = "{\"kinds\":[\"dispute\"],\"webhook\":{\"url\":\"%s\"}}".formatted(hook());
        String secret =
                wish("manager", "kim", wish).required("webhook").required("secret").stringValue();
        assertThat(wish("manager", "kim", wish).required("webhook").has("secret"))
                .as("told once")
                .isFalse();
        api().put(
                        "/api/v1/oversights/deputy",
                        """
                        {"of":"kim","by":"dora","from":"%s","to":"%s"}\
                        """
                                .formatted(TODAY.minusDays(1), TODAY.plusDays(9)))
                .must(200);
        wish("manager", "dora", "{\"mail\":true,\"address\":\"d@x.org\",\"kinds\":[\"dispute\"]}");
        status.set(302);
        say("robin", "disputes", disputed());
        assertThat(text(mails(1).getFirst()))
                .contains("Hello dora,", "Robin Zwetsloot disputed version 1");
        await().atMost(Duration.ofSeconds(20)).until(() -> posted.size() >= 2);
        assertThat(told("manager", "kim").get(0).required("reason").stringValue())
                .isEqualTo("HTTP 302");
        status.set(204);
        awaitState("manager", "kim", "sent");
        int tries = posted.size();
        assertQuiet(1, tries);
        assertThat(posted.stream().map(p -> p.headers().get("id")).distinct()).hasSize(1);
        Posted last = posted.getLast();
        assertThat(last.headers().get("signature")).isEqualTo(signature(secret, last));
        assertThat(last.json().required("type").stringValue()).isEqualTo("notice.dispute");
        assertThat(last.json().required("data").required("rep").stringValue()).isEqualTo("robin");
        assertThat(last.json().required("data").required("text").stringValue())
                .contains("Robin Zwetsloot disputed version 1");
        assertThat(api().queryAs("auditor", WISHES + "?person=kim").status()).isEqualTo(403);
        assertThat(
                        api().queryWith(running.get().token("rep", "robin"), WISHES + "?person=kim")
                                .status())
                .isEqualTo(403);
        assertThat(api().queryAs("admin", WISHES + "?person=kim").must(200).text())
                .contains(hook())
                .doesNotContain("whsec");
    }

    private static String signature(String secret, Posted posted) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String head = posted.headers().get("id") + "." + posted.headers().get("timestamp") + ".";
        mac.update(head.getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(posted.body()));
    }

    @Test
    void aWarningIsMailedOnceToWhoWasNotToldBeforeAndNothingOfTheErased() throws Exception {
        hire("robin");
        expect("robin");
        String wish =
                """
                {"mail":true,"address":"kim@example.org","kinds":["warning","dispute"]}\
                """;
        wish("manager", "kim", wish);
        // Told of late: from now on she is far behind, and for long.
        api().crm("application/cloudevents+json", won("robin")).must(202);
        communicate("robin");
        MimeMessage letter = mails(1).getFirst();
        assertThat(letter.getSubject()).isEqualTo("Yardstick: a conversation is due");
        assertThat(text(letter)).contains("Hello kim,", "Robin Zwetsloot", "\"Revenue\"");
        assertQuiet(1, 0);

        mail.stop();
        say("robin", "disputes", disputed());
        awaitState("manager", "kim", "failing");
        api().post("/api/v1/reps/robin/erasure", "{\"reason\":\"requested\"}").must(200);
        awaitState("manager", "kim", "dropped");
        mail.start();
        int received = mail.getReceivedMessages().length;
        assertQuiet(received, 0);
        try (Connection connection =
                        DriverManager.getConnection(
                                running.get().queryDatabaseUrl(),
                                "yardstick",
                                running.get().databasePassword());
                Statement statement = connection.createStatement()) {
            assertThat(
                            count(
                                    statement,
                                    "select count(*) from notice_wish w where w::text like '%@%'"))
                    .as("an address in clear")
                    .isZero();
        }
        assertThat(
                        api().stateWith(
                                        running.get().token("manager", "kim"),
                                        WISHES,
                                        "{\"mail\":1,\"colour\":\"blue\"}")
                                .must(422)
                                .text())
                .contains("colour", "must be one of");
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A deal of yesterday, so that the feed is not silent; far too small. */
    private static String won(String rep) {
        LocalDate day = TODAY.minusDays(1);
        return """
        {"specversion":"1.0","id":"d-1","source":"/crm","type":"crm.deal.won","subject":"d-1","time":"%1$sT10:00:00Z",
         "data":{"rep":"%2$s","occurredAt":"%1$s","amount":"10","currency":"EUR"}}\
        """
                .formatted(day, rep);
    }
}
