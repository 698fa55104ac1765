package dev.yardstick.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has docs/operations.md and a Docker engine installs everything, connects an identity
 * provider, invites a manager, sees an alert, takes a backup, loses the machine, restores, upgrades
 * and adds a second instance of each service, by the commands that stand there.
 */
class InstallationWalk {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String UP = "docker compose up --wait";
    private static final String FORGED =
            "sh -c 'echo forged | /opt/kafka/bin/kafka-console-producer.sh"
                    + " --bootstrap-server kafka:9092 --topic yardstick.events'";

    @TempDir private Path folder = Path.of("");

    private @Nullable Compose running;
    private URI pages = URI.create("");
    private URI commands = URI.create("");
    private URI alerts = URI.create("");

    @Test
    void whoHasTheDocumentAloneGetsAllTheWay() throws Exception {
        Compose.assumeEngine(InstallationWalk.class);
        int queries = freePort();
        pages = URI.create("http://127.0.0.1:" + queries);
        int commandPort = freePort();
        commands = URI.create("http://127.0.0.1:" + commandPort);
        int alertPort = freePort();
        alerts = URI.create("http://127.0.0.1:" + alertPort);
        Map<String, String> settings =
                Map.of(
                        "YARDSTICK_QUERY_PORT", String.valueOf(queries),
                        "YARDSTICK_COMMAND_PORT", String.valueOf(commandPort),
                        "YARDSTICK_ALERTS_PORT", String.valueOf(alertPort),
                        "YARDSTICK_BACKUP", folder.resolve("backup").toString());
        try (Compose compose = new Compose(folder, "services: {}", settings)) {
            running = compose;
            assumeParts();
            install();
            try (PretendProvider provider = new PretendProvider(bridge())) {
                connect(provider);
                invite();
                seeAnAlert();
                backUp();
                loseTheMachine();
                restore();
            }
            try (Requests requests = new Requests(api())) {
                upgrade();
                addASecondOfEach();
                restartOneOfEach();
                assertThat(requests.answered()).isGreaterThan(100);
                assertThat(requests.refused()).isEmpty();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Compose compose() {
        return Objects.requireNonNull(running);
    }

    /** What a command says that stands in the document. */
    private String documented(String command) throws IOException {
        assertStands(command);
        return compose().run(command);
    }

    private static void assertStands(String lines) throws IOException {
        assertThat(Files.readString(Sources.root().resolve("docs/operations.md")))
                .contains("\n" + lines.strip() + "\n");
    }

    private Api api() {
        return compose().api(commands, pages, List.of("crm", "auditor", "admin", "operator"));
    }

    /** The proxy and Prometheus are made of Debian's packages. */
    private void assumeParts() {
        boolean fetched = compose().attempt("docker compose build proxy prometheus").status() == 0;
        if (!fetched) {
            System.out.println("InstallationWalk skipped: Debian's packages are not reached");
        }
        Assumptions.assumeTrue(fetched, "Debian's packages are not reached");
    }

    private void install() throws IOException {
        documented("docker compose up --build --wait");
        String token = documented("docker compose exec command-service token admin");
        Api api = api();
        assertThat(api.typed("/sign-in", "x=y", "token=" + token).statusCode()).isEqualTo(302);
        api.put("/api/v1/reps/robin", Scenario.rep("Robin Hood")).must(200);
        api.put("/api/v1/reps/ann", Scenario.rep("Ann Example")).must(200);
        api.client().expect("e", "robin", "1000");
        api.crm("application/cloudevents+json", Scenario.won("robin", "deal-1", "1", 3, "250.25"))
                .must(202);
        assertRobin(api);
    }

    private static void assertRobin(Api api) {
        var timeline = api.timeline("robin", Scenario.YEAR, 4).json();
        assertThat(timeline.required("rep").required("name").stringValue()).isEqualTo("Robin Hood");
        assertThat(timeline.required("clauses").get(0).required("delivered").stringValue())
                .isEqualTo("250.25");
    }

    /** Where containers find this machine. */
    private String bridge() {
        return compose()
                .run("docker network inspect bridge -f '{{(index .IPAM.Config 0).Gateway}}'");
    }

    private void connect(PretendProvider provider) throws Exception {
        set(
                """
                YARDSTICK_IDENTITY_ISSUER=%s
                YARDSTICK_IDENTITY_ROLES_MANAGER=sales-leads
                YARDSTICK_IDENTITY_CLIENT_ID=%s
                YARDSTICK_IDENTITY_CLIENT_SECRET=%s
                YARDSTICK_IDENTITY_CLIENT_NAME=Example Login
                YARDSTICK_IDENTITY_CLIENT_ADDRESS=%s
                """
                        .formatted(
                                provider.issuer(),
                                PretendProvider.CLIENT,
                                PretendProvider.SECRET,
                                pages));
        documented(UP);
        assertThat(api().page("/sign-in").body()).contains("Sign in with Example Login");
        assertKimComesByTheProvider();
        assertThat(compose().run("docker inspect $(docker compose ps -q query-service)"))
                .doesNotContain(PretendProvider.SECRET);
    }

    private void set(String lines) throws IOException {
        Files.writeString(folder.resolve(".env"), lines, StandardOpenOption.APPEND);
    }

    private void assertKimComesByTheProvider() throws Exception {
        try (HttpClient browser =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            HttpResponse<String> page =
                    browser.send(
                            HttpRequest.newBuilder(
                                            pages.resolve("/sign-in/provider?next=/reps/robin"))
                                    .header("Accept", "text/html")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.uri()).isEqualTo(pages.resolve("/reps/robin"));
            assertThat(page.body()).contains("Robin Hood");
        }
    }

    private void invite() throws IOException {
        documented("mkdir -p backup");
        documented("docker compose build yardstick");
        String link = documented("docker compose run --rm yardstick invite manager kim");
        assertThat(link).startsWith(pages + "/sign-in/invited?code=");
        String chosen = "password=wide+open+moors&again=wide+open+moors";
        HttpResponse<String> entered =
                api().typed(
                                "/sign-in/invited",
                                "x=y",
                                "code=" + link.substring(link.indexOf('=') + 1) + "&" + chosen);
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(302);
        assertThat(
                        api().typed("/sign-in", "x=y", "person=kim&password=wide+open+moors")
                                .statusCode())
                .isEqualTo(302);
    }

    private void seeAnAlert() throws Exception {
        compose().inside("kafka", FORGED);
        documented("docker compose build prometheus");
        documented(
                "docker compose run --rm -T yardstick token operator --name prometheus"
                        + " | docker compose run --rm -T --no-deps --entrypoint tee prometheus"
                        + " /var/lib/prometheus/token >/dev/null");
        documented("docker compose up --wait prometheus");
        awaitAlerts("targets?state=active", "\"health\":\"up\".*\"health\":\"up\"");
        awaitAlerts("alerts", "RecordsParked.*firing");
    }

    private void awaitAlerts(String asked, String pattern) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(alerts.resolve("/api/v1/" + asked)).build();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(
                                            http.send(request, HttpResponse.BodyHandlers.ofString())
                                                    .body())
                                    .containsPattern(pattern));
        }
    }

    private void backUp() throws IOException {
        keep();
        documented(
                """
                docker compose run --rm -T --user "$(id -u):$(id -g)" yardstick backup /backup/2026-q4
                """);
        assertThat(
                        documented(
                                """
                                docker compose run --rm -T --user "$(id -u):$(id -g)" yardstick backup --check /backup/2026-q4
                                """))
                .contains("is whole");
        api().post("/api/v1/reps/ann/erasure", "{\"reason\":\"requested\"}").must(200);
        keep();
    }

    private void keep() throws IOException {
        documented(
                """
                mkdir -p kept
                (umask 077; { cat .env 2>/dev/null || true; echo; docker compose run --rm -T keys print; } >kept/.env)
                (umask 077; docker compose exec -T command-service sh -c 'cat /var/lib/yardstick/erasures.list 2>/dev/null || true' >kept/erasures.list)
                """);
    }

    private void loseTheMachine() throws IOException {
        compose().run("docker compose --profile '*' down -v -t 3");
        Files.delete(folder.resolve(".env"));
        Files.createFile(folder.resolve(".env"));
    }

    private void restore() throws Exception {
        String said =
                documented(
                        """
                        cp kept/.env .env
                        docker compose --profile '*' build
                        docker compose run --rm -T --no-deps --entrypoint tee command-service /var/lib/yardstick/erasures.list <kept/erasures.list >/dev/null
                        docker compose run --rm -T --user "$(id -u):$(id -g)" yardstick restore /backup/2026-q4
                        docker compose up --wait
                        """);
        assertThat(said)
                .contains("which YARDSTICK_PERSONS_KEY opens", "is applied at the start")
                .doesNotContain("NOT ");
        Api api = api();
        assertRobin(api);
        assertThat(api.query("/api/v1/reps/ann").must(200).text())
                .contains("\"erased\":true")
                .doesNotContain("Ann Example");
        assertKimComesByTheProvider();
        assertThat(api.typed("/sign-in", "x=y", "person=kim&password=wide+open+moors").statusCode())
                .as("her password is in the backup, too")
                .isEqualTo(302);
    }

    /** There is one version so far: the images of the same sources, made anew. */
    private void upgrade() throws IOException {
        String before = images();
        Files.writeString(
                folder.resolve("beside.yml"),
                """
                services:
                  command-service: { build: { labels: { upgrade: "1" } } }
                  query-service: { build: { labels: { upgrade: "1" } } }
                """);
        documented(
                """
                docker compose --profile '*' build
                for service in command-service query-service; do
                  old=$(docker compose ps -q $service)
                  docker compose up -d --no-recreate --wait --scale $service=$(($(echo "$old" | wc -l) * 2)) $service
                  docker stop $old
                  docker rm $old
                done
                """);
        assertThat(images().lines())
                .hasSize(2)
                .doesNotContainAnyElementsOf(before.lines().toList());
    }

    private String images() {
        return compose()
                .run(
                        "docker inspect -f '{{.Image}}' $(docker compose ps -q command-service query-service)");
    }

    private List<String> containers(String service) {
        return compose().run("docker compose ps -q " + service).lines().toList();
    }

    private void addASecondOfEach() throws IOException {
        List<String> first = containers("command-service query-service");
        String more =
                """
                YARDSTICK_COMMAND_SERVICES=2
                YARDSTICK_QUERY_SERVICES=2
                """;
        assertStands(more);
        set(more);
        documented(UP);
        assertThat(containers("command-service query-service")).hasSize(4).containsAll(first);
    }

    private void restartOneOfEach() {
        List<String> one =
                List.of(
                        containers("command-service").getFirst(),
                        containers("query-service").getFirst());
        compose().run("docker restart " + String.join(" ", one));
        compose().awaitHealthy(one);
    }
}
