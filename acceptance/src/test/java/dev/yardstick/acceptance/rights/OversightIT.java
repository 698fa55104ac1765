package dev.yardstick.acceptance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import dev.yardstick.acceptance.support.TestServer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Who answers for Ann, who sells in team ov-north for Kim; Kim is led by Dora, a rep too, and Dora
 * by Eve, who is none. Both services say the same.
 */
class OversightIT {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final List<String> MANAGERS =
            List.of("ov-kim", "ov-dora", "ov-eve", "ov-gwen", "ov-lou", "ov-ida", "ov-mo");

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private final Set<Runnable> given = new HashSet<>();
    private long position;

    private static Api api() {
        return SERVER.api();
    }

    private static String manager(String person) {
        return SERVER.get().token("manager", person);
    }

    private static String rep(String id, String team, @Nullable String manager, LocalDate on) {
        return """
        {"name":"Name-of-%s","team":"%s",%s"hiredOn":"2026-01-01","timeZone":"UTC","on":"%s"}\
        """
                .formatted(id, team, manager == null ? "" : "\"manager\":\"" + manager + "\",", on);
    }

    private void place(String id, String team, String manager) {
        position =
                api().put("/api/v1/reps/" + id, rep(id, team, manager, TODAY.minusDays(60)))
                        .must(200)
                        .position();
    }

    @BeforeEach
    void hire() {
        place("ov-dora", "ov-heads", "ov-eve");
        place("ov-kim", "ov-leads", "ov-dora");
        place("ov-ann", "ov-north", "ov-kim");
    }

    @AfterEach
    void takeBack() {
        List.copyOf(given).forEach(Runnable::run);
    }

    private static String said(String of, String by, int from, @Nullable Integer to) {
        return "{\"of\":\"%s\",\"by\":\"%s\",\"from\":\"%s\"%s}"
                .formatted(
                        of,
                        by,
                        TODAY.plusDays(from),
                        to == null ? "" : ",\"to\":\"" + TODAY.plusDays(to) + "\"");
    }

    private void give(String kind, String of, String by, int from, @Nullable Integer to) {
        given.add(() -> withdraw(kind, of, by, from));
        position =
                api().put("/api/v1/oversights/" + kind, said(of, by, from, to))
                        .must(200)
                        .position();
    }

    private void withdraw(String kind, String of, String by, int from) {
        position =
                api().post("/api/v1/oversights/" + kind + "/withdrawal", said(of, by, from, null))
                        .must(200)
                        .position();
    }

    /** Those of the managers who read and change what is known of Ann, in both services alike. */
    private List<String> answering() {
        return MANAGERS.stream().filter(this::answers).toList();
    }

    private boolean answers(String manager) {
        String token = manager(manager);
        Answer one = api().queryWith(token, "/api/v1/reps/ov-ann?after=" + position);
        Answer all = api().queryWith(token, "/api/v1/reps");
        Answer teams = api().queryWith(token, "/api/v1/teams");
        Answer talk = talk(token, TODAY);
        assertThat(List.of(200, 403)).contains(one.status());
        boolean answers = one.status() == 200;
        assertThat(all.must(200).text().contains("Name-of-ov-ann")).isEqualTo(answers);
        assertThat(teams.must(200).text().contains("ov-north")).isEqualTo(answers);
        assertThat(talk.status()).as(manager + talk.text()).isEqualTo(answers ? 200 : 403);
        return answers;
    }

    private static Answer talk(String token, LocalDate on) {
        return api().changeWith(
                        token,
                        "POST",
                        "/api/v1/reps/ov-ann/conversations",
                        "{\"kind\":\"coaching\",\"on\":\"" + on + "\"}");
    }

    private static JsonNode reading(String actor) {
        return api().query("/api/v1/audit/access?rep=ov-ann&limit=1&actor=manager:" + actor)
                .must(200)
                .json()
                .required("items")
                .get(0);
    }

    @Test
    void herManagersAnswerForHerAtAnyDepthAndWhereTheyMoveOthersDo() {
        assertThat(answering()).containsExactly("ov-kim", "ov-dora", "ov-eve");
        assertThat(reading("ov-kim").required("basis").stringValue()).isEqualTo("team");
        assertThat(reading("ov-eve").required("basis").stringValue()).isEqualTo("line");
        position =
                api().put("/api/v1/reps/ov-kim", rep("ov-kim", "ov-leads", "ov-mo", TODAY))
                        .must(200)
                        .position();
        assertThat(answering()).containsExactly("ov-kim", "ov-mo");
        assertThat(talk(manager("ov-mo"), TODAY.minusDays(1)).must(422).text())
                .contains("\"on\"", "of the team of ov-mo");
        position =
                api().put("/api/v1/reps/ov-kim", rep("ov-kim", "ov-leads", "ov-dora", TODAY))
                        .must(200)
                        .position();
        assertThat(answering()).containsExactly("ov-kim", "ov-dora", "ov-eve");
    }

    @Test
    void whoLeadsWhoIsNoRepIsSaidFromADayToAnother() {
        for (int[] days : new int[][] {{-9, -1}, {1, 9}}) {
            give("superior", "ov-eve", "ov-gwen", days[0], days[1]);
            assertThat(answers("ov-gwen")).isFalse();
        }
        give("superior", "ov-eve", "ov-gwen", 0, 0);
        assertThat(answering()).containsExactly("ov-kim", "ov-dora", "ov-eve", "ov-gwen");
        withdraw("superior", "ov-eve", "ov-gwen", 0);
        assertThat(answers("ov-gwen")).isFalse();
    }

    @Test
    void nobodyLeadsWhomSheIsLedBy() {
        assertThat(
                        api().put("/api/v1/reps/ov-dora", rep("ov-dora", "x", "ov-ann", TODAY))
                                .must(422)
                                .text())
                .contains("\"manager\"", "must not be led by ov-dora in turn: ov-ann is");
        assertThat(
                        api().put("/api/v1/oversights/superior", said("ov-eve", "ov-kim", 0, null))
                                .must(422)
                                .text())
                .contains("\"by\"", "must not be led by ov-eve in turn: ov-kim is");
        assertThat(
                        api().put("/api/v1/oversights/boss", said("ov-eve", "ov-kim", 0, null))
                                .must(422)
                                .text())
                .contains("\"oversight\"", "superior, deputy, unit, director");
    }

    @Test
    void aDeputyOnTheseDaysIsNamedByTheAccessLogAndTakenBackAtOnce() {
        for (int[] days : new int[][] {{-9, -2}, {1, 9}}) {
            give("deputy", "ov-dora", "ov-lou", days[0], days[1]);
            assertThat(answers("ov-lou")).isFalse();
        }
        String hers = said("ov-dora", "ov-lou", 0, 0);
        for (String other : List.of("ov-lou", "ov-kim", "ov-eve")) {
            assertThat(
                            api().changeWith(
                                            manager(other),
                                            "PUT",
                                            "/api/v1/oversights/deputy",
                                            hers)
                                    .must(403)
                                    .text())
                    .contains("only ov-dora herself");
        }
        position =
                api().changeWith(manager("ov-dora"), "PUT", "/api/v1/oversights/deputy", hers)
                        .must(200)
                        .position();
        assertThat(answering()).containsExactly("ov-kim", "ov-dora", "ov-eve", "ov-lou");
        assertThat(reading("ov-lou").required("basis").stringValue()).isEqualTo("deputy");
        assertThat(reading("ov-lou").required("insteadOf").stringValue()).isEqualTo("ov-dora");
        assertThat(reading("ov-dora").has("insteadOf")).isFalse();
        assertThat(api().page("auditor", "/audit/access?actor=manager:ov-lou").body())
                .contains("standing in for ov-dora");
        String lou = manager("ov-lou");
        assertThat(api().queryWith(lou, "/api/v1/managers/ov-kim/accountability").status())
                .isEqualTo(200);
        assertThat(api().queryWith(lou, "/api/v1/managers/ov-eve/accountability").status())
                .isEqualTo(403);
        assertThat(api().queryWith(lou, "/api/v1/reps/ov-dora").status()).isEqualTo(403);
        assertThat(talk(lou, TODAY.minusDays(1)).status()).isEqualTo(422);
        assertThat(api().queryWith(lou, "/api/v1/oversights").must(200).text())
                .contains("\"of\":\"ov-dora\"");
        assertThat(api().queryWith(manager("ov-mo"), "/api/v1/oversights").must(200).text())
                .doesNotContain("ov-dora");
        position =
                api().changeWith(
                                manager("ov-dora"),
                                "POST",
                                "/api/v1/oversights/deputy/withdrawal",
                                said("ov-dora", "ov-lou", 0, null))
                        .must(200)
                        .position();
        assertThat(answers("ov-lou")).isFalse();
    }

    @Test
    void whoHasLeftHasNoDeputy() {
        place("ov-max", "ov-leads", "ov-dora");
        place("ov-bea", "ov-south", "ov-max");
        give("deputy", "ov-max", "ov-mo", -9, 9);
        String mo = manager("ov-mo");
        String bea = "/api/v1/reps/ov-bea";
        assertThat(api().queryWith(mo, bea + "?after=" + position).status()).isEqualTo(200);
        position =
                api().post(
                                "/api/v1/reps/ov-max/departure",
                                "{\"on\":\"" + TODAY.minusDays(1) + "\"}")
                        .must(200)
                        .position();
        assertThat(api().queryWith(mo, bea + "?after=" + position).status()).isEqualTo(403);
        assertThat(
                        api().changeWith(
                                        mo,
                                        "POST",
                                        bea + "/absences",
                                        "{\"from\":\"" + TODAY + "\"}")
                                .status())
                .isEqualTo(403);
        assertThat(api().queryWith(manager("ov-dora"), bea).status()).isEqualTo(200);
    }

    @Test
    void aUnitsDirectorAnswersForItsTeamsOnTheseDays() {
        give("director", "ov-emea", "ov-ida", -5, null);
        give("unit", "ov-north", "ov-emea", -9, -1);
        give("unit", "ov-north", "ov-emea", 1, null);
        assertThat(answers("ov-ida")).isFalse();
        give("unit", "ov-north", "ov-emea", 0, 0);
        assertThat(answering()).containsExactly("ov-kim", "ov-dora", "ov-eve", "ov-ida");
        assertThat(reading("ov-ida").required("basis").stringValue()).isEqualTo("line");
        assertThat(api().queryWith(manager("ov-ida"), "/api/v1/oversights").must(200).text())
                .contains("\"of\":\"ov-north\"");
        assertThat(
                        api().changeWith(
                                        manager("ov-ida"),
                                        "PUT",
                                        "/api/v1/oversights/unit",
                                        said("ov-west", "ov-emea", 0, null))
                                .status())
                .isEqualTo(403);
        withdraw("unit", "ov-north", "ov-emea", 0);
        assertThat(answers("ov-ida")).isFalse();
    }

    @Test
    void aRebuildLeavesEverybodysScopeAsItWas() throws InterruptedException {
        give("director", "ov-apac", "ov-mo", 0, 3);
        give("unit", "ov-north", "ov-apac", 0, 3);
        give("unit", "ov-south", "ov-apac", 0, 3);
        withdraw("unit", "ov-south", "ov-apac", 0);
        List<String> before = answering();
        assertThat(before).contains("ov-mo");
        Answer ordered = api().operate("POST", Api.REBUILDS, "{\"from\":\"log\"}").must(202);
        String path = Api.REBUILDS + "/" + ordered.json().required("id").longValue();
        String state = "";
        while (!List.of("done", "failed", "cancelled").contains(state)) {
            Thread.sleep(100);
            state = api().operate("GET", path, "").must(200).json().required("state").stringValue();
        }
        assertThat(state).isEqualTo("done");
        assertThat(api().operate("GET", path, "").text()).contains("\"equal\":true");
        assertThat(answering()).isEqualTo(before);
    }

    @Test
    void whoLeadsManagersHiresIntoTheirTeams() {
        String hired = rep("ov-new", "ov-north", "ov-kim", TODAY);
        for (String other : List.of("ov-lou", "ov-gwen")) {
            assertThat(
                            api().changeWith(manager(other), "PUT", "/api/v1/reps/ov-new", hired)
                                    .status())
                    .isEqualTo(403);
        }
        api().changeWith(manager("ov-eve"), "PUT", "/api/v1/reps/ov-new", hired).must(200);
    }
}
