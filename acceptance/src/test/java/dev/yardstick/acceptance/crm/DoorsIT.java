package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.Yardstick;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is not signed in costs nothing, who is takes what is hers, and what matters is noted. */
class DoorsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGES_OF_ONE = 50;

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        api().client().hire("robin", "Robin Personally");
    }

    private static Server server() {
        return SERVER.get();
    }

    private static Api api() {
        return Api.of(server());
    }

    @Test
    void whoIsNotSignedInIsAnsweredWithoutWaiting() {
        for (String path : List.of("/sign-in", "/site.css")) {
            for (String after : List.of("9223372036854775807", "abc", "-1")) {
                assertThat(api().page(path + "?after=" + after).statusCode())
                        .as(path + after)
                        .isEqualTo(api().page(path).statusCode());
            }
        }
        assertThat(api().page("/reps?after=9223372036854775807").statusCode()).isEqualTo(302);
    }

    @Test
    void aPositionBeyondTheEndOfTheLogIsRefusedByItsName() {
        for (String after : List.of("9223372036854775807", "1000000", "abc", "-1", "")) {
            Api.Answer answer = api().query("/api/v1/reps?after=" + after).must(422);
            assertThat(answer.json().at("/errors/0/path").stringValue("")).isEqualTo("after");
        }
        assertThat(api().page("auditor", "/reps?after=1000000").statusCode()).isEqualTo(422);
    }

    @Test
    void whatWasJustWrittenIsWaitedFor() {
        for (int n = 0; n < 20; n++) {
            long position = api().client().hire("waited-" + n, "W");
            api().query("/api/v1/reps/waited-" + n + "?after=" + position).must(200);
        }
    }

    @Test
    void oddRequestsLeaveNoTraceInTheLogAndAreNoFaultOfTheServer() throws IOException {
        Path log = SERVER.data().resolve("logs/yardstick.log");
        long before = Files.size(log);
        List<String> faults = new ArrayList<>();
        for (var address : List.of(server().queryAddress(), server().commandAddress())) {
            for (String request : OddRequests.all()) {
                String answer = OddRequests.send(address, request);
                if (answer.matches("HTTP/1.1 (500|502|503|504).*")) {
                    faults.add(
                            answer
                                    + " to "
                                    + request.substring(0, Math.min(200, request.length())));
                }
            }
        }
        assertThat(faults).isEmpty();
        byte[] all = Files.readAllBytes(log);
        String written =
                new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8);
        assertThat(written.lines().filter(line -> line.startsWith("\tat "))).isEmpty();
        assertThat(written.lines().filter(line -> line.contains("tomcat-handler"))).isEmpty();
    }

    @Test
    void whatCannotBeProvenWhateverItsBodyIsRefusedBeforeItIsRead() {
        connect("unread");
        String unread =
                "POST /api/v1/crm/webhooks/unread HTTP/1.1\r\nHost: 127.0.0.1\r\n%s"
                        + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{";
        assertThat(OddRequests.send(server().commandAddress(), unread.formatted("")))
                .contains("401");
        assertThat(
                        OddRequests.send(
                                server().commandAddress(),
                                unread.formatted("Authorization: Basic eDp5\r\n")))
                .contains("401");
    }

    private static void connect(String name) {
        api().put(
                        "/api/v1/crm/connections/" + name,
                        """
                        {"kind": "pipedrive", "source": "/crm/%s", "ownerIsRep": true, "currency": "EUR"}\
                        """
                                .formatted(name))
                .must(200);
        api().put(
                        "/api/v1/crm/connections/" + name + "/secrets",
                        "{\"user\": \"u\", \"password\": \"sesame-open\"}")
                .must(200);
    }

    @Test
    void onePersonsOpenPagesLeaveRoomForOthers() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<InputStream> open = new ArrayList<>();
            for (int n = 0; n < PAGES_OF_ONE; n++) {
                InputStream page = live(http, "kim");
                open.add(page);
                assertThat(first(page)).isEqualTo(":open");
            }
            InputStream more = live(http, "kim");
            assertThat(first(more)).startsWith("retry:");
            try (InputStream other = live(http, "lee")) {
                assertThat(first(other)).isEqualTo(":open");
            }
            for (InputStream page : open) {
                page.close();
            }
        }
    }

    private static InputStream live(HttpClient http, String person)
            throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(server().queryAddress().resolve("/live"))
                                .header(
                                        "Authorization",
                                        "Bearer " + server().token("manager", person))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private static String first(InputStream page) throws IOException {
        return new BufferedReader(new InputStreamReader(page, StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void whateverIsAnsweredIsKeptFromCachesAndFromPagesOfOthers() throws Exception {
        List<URI> asked = new ArrayList<>();
        for (String path : List.of("/sign-in", "/reps", "/api/v1/reps", "/nothing")) {
            asked.add(server().queryAddress().resolve(path));
        }
        for (String path : List.of("/actuator/health", "/api/v1/audit/ledger", "/nothing")) {
            asked.add(server().commandAddress().resolve(path));
        }
        for (URI address : asked) {
            HttpHeaders headers = headers(address, "https");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as("%s", address)
                    .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(headers.firstValue("Referrer-Policy").orElse(""))
                    .isIn("same-origin", "no-referrer");
            assertThat(headers.firstValue("Strict-Transport-Security").orElse(""))
                    .contains("max-age=31536000", "includeSubDomains");
            assertThat(headers.firstValue("Content-Type").orElse("application/json"))
                    .as("%s", address)
                    .matches("text/html;charset=UTF-8|application/.*json");
            assertThat(headers.map()).doesNotContainKey("access-control-allow-origin");
            assertThat(headers(address, "http").firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    private static HttpHeaders headers(URI address, String scheme) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Origin", "https://elsewhere.example")
                        .header("X-Forwarded-Proto", scheme)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).headers();
        }
    }

    @Test
    void aLinkFromElsewhereOrHeadAsksBeforeItSignsIn() {
        String link = server().signInLink("auditor").toString();
        String path = link.substring(link.indexOf("/sign-in"));
        assertThat(api().sent("HEAD", path, "Accept-Language", "en")).isEqualTo(200);
        for (String site : List.of("cross-site", "same-site")) {
            HttpResponse<String> asked = api().pageWith(path, "Sec-Fetch-Site", site);
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(asked.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(asked.body()).contains("name=\"code\"");
        }
        String code = path.substring(path.indexOf('=') + 1);
        HttpResponse<String> entered = api().typed("/sign-in", "", "code=" + code);
        assertThat(entered.statusCode()).isEqualTo(302);
        assertThat(entered.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(api().typed("/sign-in", "", "code=" + code).statusCode()).isEqualTo(401);
    }

    @Test
    void whatMattersStandsInTheSecurityLogAndNothingPersonalDoes() throws IOException {
        String token = server().token("manager", "kim");
        String link = server().signInLink("manager").toString();
        String path = link.substring(link.indexOf("/sign-in"));
        api().page("/sign-in?code=used-before");
        api().page(path);
        HttpResponse<String> entered = api().typed("/sign-in", "", "token=" + token);
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        api().typed("/sign-in", "", "token=nonsense.of.somebody");
        api().typed("/sign-out", cookie, "");
        api().page("/reps?secretly=asked");
        api().query("/api/v1/reps/robin?on=2026-01-01");
        api().queryAs("crm", "/api/v1/reps/robin?on=2026-01-02").must(403);
        api().queryWith("forged-token", "/api/v1/reps/robin").must(401);
        api().commandWith(token, "/api/v1/audit/ledger?some=query").must(403);
        assertThat(api().sent("GET", "/typed/by/robin", "Accept-Language", "en")).isEqualTo(302);
        connect("noted");
        api().webhook("/api/v1/crm/webhooks/noted", "{}", Map.of()).must(401);
        String parked = parked();
        api().post(
                        "/api/v1/crm/parked/" + parked + "/repair",
                        "{\"body\": {\"text\": \"Personally\"}}")
                .must(200);
        api().post("/api/v1/crm/parked/" + parked + "/dismiss", "{\"reason\": \"Personally\"}")
                .must(200);
        api().client().hire("gone", "Gone Personally");
        api().post("/api/v1/reps/gone/erasure", "{\"reason\": \"requested\"}").must(200);
        new CommandLine(new Yardstick())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("token", "rep", "--person", "robin", "--data", SERVER.data().toString());
        String revoked =
                api().post("/api/v1/tokens", "{\"name\": \"Personally\", \"role\": \"crm\"}")
                        .must(201)
                        .json()
                        .required("id")
                        .stringValue();
        api().post("/api/v1/tokens/" + revoked + "/revocation", "{\"reason\": \"Personally\"}")
                .must(200);

        String written = Files.readString(SERVER.data().resolve("logs/security.log"));
        List<JsonNode> lines = written.lines().map(JSON::readTree).toList();
        assertThat(kinds(lines))
                .containsExactlyInAnyOrder(
                        "access-refused",
                        "connection-defined",
                        "parked-dismissed",
                        "parked-repaired",
                        "person-erased",
                        "secrets-changed",
                        "sign-in-failed",
                        "sign-in-link-made",
                        "signed-in",
                        "signed-out",
                        "token-issued",
                        "token-printed",
                        "token-revoked");
        assertThat(lines).allMatch(line -> line.path("at").stringValue("").endsWith("Z"));
        assertThat(written)
                .contains(
                        "\"kind\":\"access-refused\",\"actor\":\"crm\",\"status\":403,\"route\":\"GET /api/v1/reps/{rep}\"",
                        "\"kind\":\"access-refused\",\"status\":401,\"route\":\"GET /api/v1/reps/{rep}\"",
                        "\"kind\":\"access-refused\",\"status\":401,\"route\":\"GET /reps\"",
                        "\"kind\":\"access-refused\",\"actor\":\"manager:kim\",\"status\":403,\"route\":\"GET /api/v1/audit/ledger\"",
                        "\"status\":401,\"route\":\"POST /api/v1/crm/webhooks/{connection}\"",
                        "\"status\":401,\"route\":\"GET other\"",
                        "\"kind\":\"signed-in\",\"actor\":\"manager:kim\",\"by\":\"token\"",
                        "\"kind\":\"signed-in\",\"actor\":\"manager\",\"by\":\"link\"",
                        "\"kind\":\"signed-out\",\"actor\":\"manager:kim\"",
                        "\"kind\":\"secrets-changed\",\"actor\":\"admin\",\"of\":{\"connection\":\"noted\"}",
                        "\"kind\":\"person-erased\",\"actor\":\"admin\",\"of\":{\"rep\":\"gone\"}",
                        "\"kind\":\"token-printed\",\"role\":\"rep\",\"person\":\"robin\"",
                        "\"kind\":\"token-issued\",\"actor\":\"admin\",\"role\":\"crm\",\"token\":\""
                                + revoked,
                        "\"kind\":\"token-revoked\",\"actor\":\"admin\",\"of\":{\"id\":\""
                                + revoked);
        assertThat(written)
                .doesNotContain(
                        "Personally",
                        "sesame",
                        "nonsense",
                        "forged",
                        "secretly",
                        "?",
                        "eyJ",
                        "typed",
                        "used-before",
                        path.substring(path.indexOf('=') + 1),
                        "127.0.0.1");
        assertThat(Files.getPosixFilePermissions(SERVER.data().resolve("logs/security.log")))
                .hasSize(2);
    }

    /** Made and revoked on the page, used in both services and by a session. */
    @Test
    void aRevokedTokenOpensNoDoorOfEither() {
        String admin = api().session(api().token("admin"));
        Document made =
                Jsoup.parse(
                        api().typed(
                                        "/settings/tokens/new",
                                        admin,
                                        "name=Lent&role=auditor&sources=")
                                .body());
        String token = made.select("#token").text();
        String session = api().session(token);
        assertThat(api().queryBy(token, "/api/v1/reps").status()).isEqualTo(200);
        assertThat(api().pageWith("/reps", "Cookie", session).statusCode()).isEqualTo(200);
        await().untilAsserted(() ->
                assertThat(listed("Lent").required("lastUsedAt").isString()).isTrue());
        assertThat(api().page("auditor", "/settings/tokens").body())
                .contains("Lent")
                .doesNotContain(token, "revocation");
        String id = listed("Lent").required("id").stringValue();

        HttpResponse<String> without =
                api().typed("/settings/tokens/" + id + "/revocation", admin, "reason=");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(
                        api().typed("/settings/tokens/" + id + "/revocation", admin, "reason=Lost")
                                .headers())
                .matches(headers ->
                        headers.firstValue("Location")
                                .orElse("")
                                .endsWith("/settings/tokens?done=token-revoked"));

        assertThat(api().operationsBy(token, "/api/v1/tokens").status()).isEqualTo(401);
        await().untilAsserted(() ->
                assertThat(api().queryBy(token, "/api/v1/reps").status()).isEqualTo(401));
        assertThat(api().pageWith("/reps", "Cookie", session).statusCode()).isEqualTo(302);
        assertThat(api().typed("/sign-in", "", "token=" + token).statusCode()).isEqualTo(401);
        assertThat(api().page("admin", "/settings/tokens").body()).contains("Lost");
        assertThat(api().page("auditor", "/audit/log").body()).contains(id);
    }

    /** The way that works while nothing runs, and the way to take such a token back. */
    @Test
    void aTokenOfTheTerminalIsListedAndRevokedThere() {
        // Commands go to the port behind it.
        String port = String.valueOf(server().commandPort() - 1);
        String token =
                yardstick(
                                "token",
                                "auditor",
                                "--name",
                                "By hand",
                                "--data",
                                SERVER.data().toString())
                        .strip();
        assertThat(api().operationsBy(token, "/api/v1/tokens").status()).isEqualTo(200);
        assertThat(
                        yardstick(
                                "token",
                                "auditor",
                                "--until",
                                "2999-01-01",
                                "--data",
                                SERVER.data().toString()))
                .isEmpty();
        await().untilAsserted(() ->
                assertThat(
                                yardstick(
                                        "token",
                                        "list",
                                        "--data",
                                        SERVER.data().toString(),
                                        "--port",
                                        port))
                        .contains("By hand (printed at a terminal)"));
        String id = listed("By hand").required("id").stringValue();
        assertThat(
                        yardstick(
                                "token",
                                "revoke",
                                id,
                                "--data",
                                SERVER.data().toString(),
                                "--port",
                                port))
                .isEqualTo("Revoked.\n");
        assertThat(api().operationsBy(token, "/api/v1/tokens").status()).isEqualTo(401);
    }

    private static String yardstick(String... words) {
        StringWriter out = new StringWriter();
        new CommandLine(new Yardstick())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .execute(words);
        return out.toString();
    }

    private static JsonNode listed(String name) {
        return api().audit("/api/v1/tokens")
                .must(200)
                .json()
                .required("items")
                .valueStream()
                .filter(token -> token.path("name").stringValue("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String parked() {
        api().webhook(
                        "/api/v1/crm/webhooks/noted",
                        "{\"meta\": {\"entity\": \"unheard-of\"}}",
                        Map.of("Authorization", "Basic " + Signing.base64("u:sesame-open")))
                .must(202);
        return api().operations("/api/v1/crm/parked?connection=noted")
                .must(200)
                .json()
                .at("/items/0/id")
                .stringValue("");
    }

    private static TreeSet<String> kinds(List<JsonNode> lines) {
        TreeSet<String> kinds = new TreeSet<>();
        lines.forEach(line -> kinds.add(line.path("kind").stringValue("")));
        return kinds;
    }
}
