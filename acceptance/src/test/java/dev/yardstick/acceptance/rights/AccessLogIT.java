package dev.yardstick.acceptance.rights;

import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Routes;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who may do what, and that who read about whom stands in the access log. */
class AccessLogIT {

    private static final String PASSWORD = "lente-regen-fiets";

    /** Begun when she was somebody. */
    private static final Map<String, String> SESSIONS = new HashMap<>();

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static Api api() {
        return SERVER.api();
    }

    @Test
    void everyCallAndPageHasItsRowInTheTable() {
        assertThat(Routes.all()).hasSizeGreaterThan(150);
        assertThat(Routes.all())
                .allMatch(route ->
                        RightsTable.rows().stream()
                                .anyMatch(row ->
                                        row.service().equals(route.service())
                                                && row.method().equals(route.method())
                                                && route.is(row.path())
                                                && route.parameters().stream()
                                                        .allMatch(row.sent()::contains)));
    }

    @Test
    void everyCallAndPageIsForThoseWhomTheTableNamesAndNotesWhomItShows() {
        RightsWorld world = new RightsWorld(SERVER.get());
        world.record();
        assertThat(new RightsCheck(SERVER.get(), world).check()).isEmpty();
    }

    @Test
    void aPersonWhoLeftOrWasErasedIsNobodyFromTheNextRequestOn() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        long position = api().client().hire("ewa", "Ewa");
        api().timeline("ewa", "", position);
        String chosen = choosePassword("ewa");
        for (String role : List.of("rep", "manager", "auditor")) {
            requireSomebody(role, "ewa", position, true);
        }
        position = departure("ewa", today);
        requireSomebody("rep", "ewa", position, true);
        requireSignsIn("ewa", true);
        position = departure("ewa", today.minusDays(2));
        for (String role : List.of("rep", "manager", "auditor")) {
            requireSomebody(role, "ewa", position, false);
        }
        requireSignsIn("ewa", false);
        assertThat(api().pageWith("/reps", "Cookie", chosen).statusCode()).isEqualTo(302);
        position =
                api().put(
                                "/api/v1/reps/ewa",
                                Scenario.rep("Ewa")
                                        .replace(
                                                "\"hiredOn\":\"2026-01-01\"",
                                                "\"hiredOn\":\"" + today + "\""))
                        .must(200)
                        .position();
        api().timeline("ewa", "", position);
        requireSomebody("rep", "ewa", position, true);
        requireSignsIn("ewa", true);
        JsonNode held = api().query("/api/v1/reps/ewa/personal-data").must(200).json();
        assertThat(held.required("access").required("signsIn").required("by").get(0).stringValue())
                .isEqualTo("password");
        assertThat(held.required("access").required("sessions")).hasSizeGreaterThan(1);
        position =
                api().post("/api/v1/reps/ewa/erasure", "{\"reason\":\"requested\"}")
                        .must(200)
                        .position();
        requireSomebody("rep", "ewa", position, false);
        requireSomebody("manager", "who-is-no-rep", position, true);
        requireSignsIn("ewa", false);
        await().untilAsserted(() -> assertThat(credentials("ewa")).isZero());
    }

    private static int credentials(String person) throws SQLException {
        Server server = SERVER.get();
        try (Connection database =
                        DriverManager.getConnection(
                                server.queryDatabaseUrl(), "yardstick", server.databasePassword());
                PreparedStatement query =
                        database.prepareStatement(
                                "select count(*) from credential where person = ?")) {
            query.setString(1, person);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** As an admin invites her on a page and she opens the link; the session that it begins. */
    private static String choosePassword(String person) {
        String admin = api().session(api().token("admin"));
        String made =
                api().typed("/settings/access/new", admin, "role=rep&person=" + person).body();
        Matcher link = Pattern.compile("/sign-in/invited\\?code=([\\w-]+)").matcher(made);
        assertThat(link.find()).isTrue();
        HttpResponse<String> chosen =
                api().typed(
                                "/sign-in/invited",
                                "",
                                "code="
                                        + link.group(1)
                                        + "&password=%1$s&again=%1$s".formatted(PASSWORD));
        assertThat(chosen.headers().firstValue("Location")).contains("/");
        return chosen.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static void requireSignsIn(String person, boolean somebody) {
        HttpResponse<String> entered =
                api().typed("/sign-in", "", "person=" + person + "&password=" + PASSWORD);
        assertThat(entered.statusCode()).isEqualTo(somebody ? 302 : 401);
    }

    private static long departure(String rep, LocalDate on) {
        return api().post("/api/v1/reps/" + rep + "/departure", "{\"on\":\"" + on + "\"}")
                .must(200)
                .position();
    }

    /** By token and by session, in both services, from the first request on that knows of it. */
    private static void requireSomebody(
            String role, String person, long position, boolean somebody) {
        String token = SERVER.get().token(role, person);
        String cookie = SESSIONS.computeIfAbsent(role + person, w -> api().session(token));
        assertThat(api().queryWith(token, "/api/v1/reps?after=" + position).status() == 401)
                .isEqualTo(!somebody);
        assertThat(api().queryWith(token, "/v3/api-docs").status()).isEqualTo(somebody ? 200 : 401);
        HttpResponse<String> page = api().pageWith("/reps", "Cookie", cookie);
        assertThat(page.headers().firstValue("Location").orElse("").contains("/sign-in"))
                .isEqualTo(!somebody);
        assertThat(api().pageWith("/yardstick.css", "Cookie", cookie).statusCode())
                .as("what a page is made of is nobody's")
                .isEqualTo(200);
        assertThat(api().typed("/sign-in", "", "token=" + token).statusCode())
                .isEqualTo(somebody ? 302 : 401);
        assertThat(api().commandWith(token, "/v3/api-docs").status())
                .isEqualTo(somebody ? 200 : 401);
    }

    private static List<JsonNode> readings(String parameters) {
        return api().query("/api/v1/audit/access?" + parameters)
                .must(200)
                .json()
                .required("items")
                .valueStream()
                .toList();
    }

    @Test
    void whoReadATimelineWhenAndWhyIsToldToAuditorsOnly() {
        long hired = api().client().hire("ada", "Ada");
        api().timeline("ada", YEAR, hired);
        api().query("/api/v1/reps/ada/timeline?" + YEAR, "Access-Reason", "Case 12: a complaint")
                .must(200);

        List<JsonNode> found = readings("rep=ada");
        assertThat(found.getFirst().required("actor").stringValue()).isEqualTo("auditor");
        assertThat(found.getFirst().required("basis").stringValue()).isEqualTo("all");
        assertThat(found.getFirst().required("reason").stringValue())
                .isEqualTo("Case 12: a complaint");
        assertThat(found.getFirst().required("call").stringValue())
                .isEqualTo("GET /api/v1/reps/ada/timeline?" + YEAR);
        assertThat(found.get(1).has("reason") && !found.get(1).required("reason").isNull())
                .isFalse();
        assertThat(api().queryAs("manager", "/api/v1/audit/access").status()).isEqualTo(403);
    }

    @Test
    void aPageARollUpAndARepHerselfAreRecordedAndARefusalIsNot() {
        api().put("/api/v1/reps/ben", Scenario.rep("Ben").replace("North", "West")).must(200);
        long hired =
                api().put("/api/v1/reps/cleo", Scenario.rep("Cleo").replace("North", "West"))
                        .must(200)
                        .position();
        api().timeline("ben", YEAR, hired);
        api().query("/api/v1/teams/West/scorecard?on=2026-06-30").must(200);
        JsonNode team = readings("rep=cleo&actor=auditor").getFirst();
        assertThat(team.required("reps").valueStream().map(JsonNode::stringValue))
                .containsExactly("ben", "cleo");

        String own = SERVER.get().token("rep", "ben");
        assertThat(api().queryWith(own, "/api/v1/reps/ben/timeline").status()).isEqualTo(200);
        assertThat(api().queryWith(own, "/api/v1/reps/cleo/timeline").status()).isEqualTo(403);
        List<JsonNode> his = readings("actor=rep:ben");
        assertThat(his).hasSize(1);
        assertThat(his.getFirst().required("basis").stringValue()).isEqualTo("own");

        assertThat(api().page("manager", "/reps/cleo").statusCode()).isEqualTo(200);
        assertThat(readings("rep=cleo&actor=manager").getFirst().required("call").stringValue())
                .isEqualTo("GET /reps/cleo");
    }

    @Test
    void itIsReadPageByPageAndWrongParametersAreNamed() {
        long hired = api().client().hire("dan", "Dan");
        for (int i = 0; i < 5; i++) {
            api().timeline("dan", YEAR, hired);
        }
        JsonNode first = api().query("/api/v1/audit/access?rep=dan&limit=3").must(200).json();
        assertThat(first.required("items").size()).isEqualTo(3);
        JsonNode rest =
                api().query(
                                "/api/v1/audit/access?rep=dan&limit=3&cursor="
                                        + first.required("next").stringValue())
                        .must(200)
                        .json();
        assertThat(rest.required("items").get(0).required("id").longValue())
                .isLessThan(first.required("items").get(2).required("id").longValue());
        assertThat(readings("rep=dan&to=2020-01-01")).isEmpty();
        for (String wrong : List.of("limit=0", "cursor=x", "from=soon", "to=1066-10-14")) {
            assertThat(api().query("/api/v1/audit/access?" + wrong).must(422).text())
                    .contains(wrong.substring(0, wrong.indexOf('=')));
        }
    }
}
