package dev.yardstick.command.intake.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a manager logs by hand, and takes back. */
class ConversationsIT {

    private static final String ROBIN = "/api/v1/reps/robin/conversations";
    private static final String TALK =
            """
            {"kind":"coaching","on":"2026-03-02","note":"We listened to two of her calls.",
             "about":{"expectation":"robin-2026","clause":"calls","warningSince":"2026-02-20"}}\
            """;

    private static RunningCommandService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        List.of("robin", "sam").forEach(service::hire);
        for (String rep : List.of("robin", "sam")) {
            Answer set =
                    service.put(
                            "manager",
                            "/api/v1/expectations/" + rep + "-2026",
                            """
                            {"rep":"%s","statement":"s","from":"2026-01-01","to":"2026-12-31","currency":"EUR",
                             "clauses":[{"id":"calls","topic":"quota","measure":{"kind":"count","of":"call"},"target":{"atLeast":1}}]}\
                            """
                                    .formatted(rep));
            assertThat(set.status()).as(set.text()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static Answer log(String body, String... headers) {
        return service.post("manager", ROBIN, body, headers);
    }

    private static List<String> types(String id) {
        return service.jdbc()
                .sql("select type from log where stream = ? order by sequence")
                .param("activity/%2Fyardstick%2Fconversations/robin/" + id)
                .query(String.class)
                .list();
    }

    @Test
    void aTalkIsAnActivityAndWhatWasSaidIsSealed() {
        Answer logged = log(TALK);
        assertThat(logged.status()).as(logged.text()).isEqualTo(200);
        String id = logged.json().required("id").stringValue();
        assertThat(types(id)).containsExactly("activity-recorded");
        byte[] data =
                service.jdbc()
                        .sql("select data from log where position = ?")
                        .param(logged.position())
                        .query(byte[].class)
                        .single();
        assertThat(new String(data, StandardCharsets.UTF_8))
                .contains("coaching", "2026-03-02")
                .doesNotContain("listened", "robin-2026");
    }

    @Test
    void aTalkIsAboutWhatIsExpectedOfHerWithWhomItWasHeld() {
        assertThat(log(TALK.replace("robin-2026", "sam-2026")).text())
                .contains("\"status\":422", "\"path\":\"about.expectation\"");
        assertThat(log(TALK.replace("robin-2026", "nothing")).text())
                .contains("\"path\":\"about.expectation\"");
        assertThat(log(TALK.replace("\"calls\"", "\"visits\"")).text())
                .contains("\"status\":422", "\"path\":\"about.clause\"");
    }

    @Test
    void theSameKeyLogsOnceAndNothingElseInItsPlace() {
        Answer first = log(TALK, "Idempotency-Key", "talk-1");
        Answer again = log(TALK, "Idempotency-Key", "talk-1");
        Answer other = log(TALK.replace("two", "three"), "Idempotency-Key", "talk-1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(types("talk-1")).hasSize(1);
        assertThat(other.status()).as(other.text()).isEqualTo(409);
        assertThat(other.json().required("code").stringValue()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void whatDidNotTakePlaceIsTakenBackOnceByItsOwnRepOnly() {
        log(TALK, "Idempotency-Key", "talk-2");
        String retraction = "/conversations/talk-2/retraction";

        assertThat(service.post("manager", "/api/v1/reps/sam" + retraction, "{}").status())
                .isEqualTo(404);
        for (int i = 0; i < 2; i++) {
            Answer taken = service.post("manager", "/api/v1/reps/robin" + retraction, "{}");
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        }
        assertThat(types("talk-2")).containsExactly("activity-recorded", "activity-retracted");
    }

    private static String following(String day) {
        return TALK.replace("\"about\"", "\"followUpOn\":\"" + day + "\",\"about\"");
    }

    @Test
    void aTalkSaysWhenToComeBackToWhatItWasAbout() {
        Answer logged = log(following("2026-03-16"), "Idempotency-Key", "talk-3");
        assertThat(logged.status()).as(logged.text()).isEqualTo(200);
        assertThat(log(following("2026-03-17"), "Idempotency-Key", "talk-3").status())
                .as("another day is another talk")
                .isEqualTo(409);
        for (String about :
                List.of(
                        "{\"expectation\":\"robin-2026\",\"clause\":\"calls\"}",
                        "{\"expectation\":\"robin-2026\",\"version\":2}")) {
            Answer other =
                    log("{\"kind\":\"coaching\",\"on\":\"2026-03-02\",\"about\":" + about + "}");
            assertThat(other.status()).as(other.text()).isEqualTo(200);
        }
    }

    @Test
    void whatIsWrongIsSaidByItsPath() {
        assertThat(log("{\"kind\":\"lunch\",\"on\":\"soon\",\"x\":1,\"about\":{}}").text())
                .contains(
                        "\"path\":\"kind\"",
                        "\"path\":\"on\"",
                        "\"path\":\"x\"",
                        "about.expectation",
                        "about.clause");
        assertThat(
                        log(TALK.replace(
                                        "\"warningSince\":\"2026-02-20\"",
                                        "\"version\":1,\"warningSince\":\"then\""))
                                .text())
                .contains("about.version", "about.warningSince");
        for (String day : List.of("2026-03-02", "2027-03-04", "later")) {
            Answer answer = log(following(day));
            assertThat(answer.status()).as(day).isEqualTo(422);
            assertThat(answer.text()).contains("\"path\":\"followUpOn\"");
        }
        assertThat(
                        log("{\"kind\":\"coaching\",\"on\":\"2026-03-02\",\"followUpOn\":\"2026-03-09\"}")
                                .text())
                .contains("followUpOn", "without about");
        assertThat(log("{\"kind\":\"training\",\"on\":\"2026-03-02\"}").text())
                .contains("\"path\":\"course\"");
        LocalDate ahead = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        Answer future = log("{\"kind\":\"coaching\",\"on\":\"" + ahead + "\"}");
        assertThat(future.status()).isEqualTo(422);
        assertThat(future.text()).contains("\"path\":\"on\"", "must not lie ahead");
        assertThat(service.post("manager", "/api/v1/reps/nobody/conversations", TALK).status())
                .isEqualTo(404);
    }

    private static String agreed(String by, String until) {
        return """
        {"kind":"coaching","on":"2026-03-02","agreed":{"what":"Ten calls.","by":"%s","until":"%s"}}\
        """
                .formatted(by, until);
    }

    private static List<String> agenda(String type) {
        return service.jdbc()
                .sql("select convert_from(data, 'UTF8') from log where type = ? order by position")
                .param(type)
                .query(String.class)
                .list();
    }

    @Test
    void aTalkHasAResultThatIsSettledOnceAndGoesWithIt() {
        Answer logged = log(agreed("rep", "2026-04-01"), "Idempotency-Key", "talk-9");
        assertThat(logged.status()).as(logged.text()).isEqualTo(200);
        log(agreed("rep", "2026-04-01"), "Idempotency-Key", "talk-9");
        List<String> made = agenda("agreement-made");
        assertThat(made).hasSize(1);
        assertThat(made.getFirst()).contains("talk-9-1", "2026-04-01").doesNotContain("Ten");
        String outcome = "/api/v1/reps/robin/agreements/talk-9-1/outcome";
        for (int i = 0; i < 2; i++) {
            Answer kept = service.post("manager", outcome, "{\"outcome\":\"kept\"}");
            assertThat(kept.status()).as(kept.text()).isEqualTo(200);
        }
        assertThat(service.post("rep:robin", outcome, "{\"outcome\":\"not-kept\"}").status())
                .as("she says it too")
                .isEqualTo(200);
        assertThat(service.post("rep:sam", outcome, "{\"outcome\":\"kept\"}").status())
                .isEqualTo(403);
        assertThat(service.post("manager", outcome, "{\"outcome\":\"lost\"}").text())
                .contains("\"path\":\"outcome\"");
        service.post("manager", ROBIN + "/talk-9/retraction", "{}");
        assertThat(agenda("agreement-settled"))
                .extracting(json -> json.replaceAll(".*\"outcome\":\"|\".*", ""))
                .containsExactly("kept", "not-kept", "dropped");
        for (String wrong : List.of(agreed("nobody", "2026-04-01"), agreed("rep", "2026-03-01"))) {
            assertThat(log(wrong).text()).contains("\"status\":422", "\"path\":\"agreed.");
        }
    }

    @Test
    void aTalkIsPlannedForADayToComeAndCancelled() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String talks = "/api/v1/reps/robin/talks";
        Answer planned =
                service.post(
                        "manager", talks, "{\"on\":\"" + today + "\",\"note\":\"How it goes.\"}");
        assertThat(planned.status()).as(planned.text()).isEqualTo(200);
        assertThat(agenda("talk-planned").getFirst()).doesNotContain("How it goes");
        String id = planned.json().required("id").stringValue();
        assertThat(service.post("manager", talks + "/" + id + "/cancellation", "{}").status())
                .isEqualTo(200);
        assertThat(service.post("manager", talks + "/none/cancellation", "{}").status())
                .isEqualTo(404);
        for (LocalDate on : List.of(today.minusDays(1), today.plusDays(93))) {
            assertThat(service.post("manager", talks, "{\"on\":\"" + on + "\"}").text())
                    .contains("\"path\":\"on\"");
        }
    }

    private static Answer snooze(String about, LocalDate until) {
        return service.post(
                "manager",
                "/api/v1/reps/robin/snoozes",
                "{%s\"until\":\"%s\",\"reason\":\"She is at the fair.\"}".formatted(about, until));
    }

    @Test
    void whatCanWaitIsPutOffForThreeMonthsAtMostAndWhyIsSealed() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String calls = "\"expectation\":\"robin-2026\",\"clause\":\"calls\",";
        Answer put = snooze(calls, today.plusDays(92));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        byte[] data =
                service.jdbc()
                        .sql("select data from log where position = ? and type = 'matter-snoozed'")
                        .param(put.position())
                        .query(byte[].class)
                        .single();
        assertThat(new String(data, StandardCharsets.UTF_8))
                .contains("calls", today.plusDays(92).toString())
                .doesNotContain("fair");
        assertThat(snooze("", today).status()).as("silence, and not after all").isEqualTo(200);
        assertThat(snooze("\"expectation\":\"robin-2026\",\"version\":1,", today).status())
                .isEqualTo(200);
        for (LocalDate until : List.of(today.minusDays(1), today.plusDays(93))) {
            assertThat(snooze(calls, until).text()).contains("\"path\":\"until\"");
        }
        assertThat(snooze(calls.replace("robin-", "sam-"), today).text())
                .contains("\"status\":422", "\"path\":\"expectation\"");
        assertThat(snooze(calls.replace("calls", "visits"), today).text())
                .contains("\"path\":\"clause\"");
        assertThat(snooze("\"clause\":\"calls\",", today).text())
                .contains("\"path\":\"expectation\"");
        assertThat(snooze("\"expectation\":\"robin-2026\",", today).text())
                .contains("\"path\":\"clause\"");
        assertThat(snooze(calls + "\"version\":1,", today).text()).contains("\"path\":\"version\"");
    }

    @Test
    void onlyWhoLeadsTheRepLogs() {
        assertThat(service.post("manager:lee", ROBIN, TALK).status()).isEqualTo(403);
        for (String role : List.of("rep:robin", "crm", "operator", "auditor")) {
            assertThat(service.post(role, ROBIN, TALK).status()).as(role).isEqualTo(403);
        }
    }

    @Test
    void noCrmSpeaksInTheNameOfWhatIsLoggedByHand() {
        Answer refused =
                service.postAs(
                        "application/cloudevents+json",
                        "crm",
                        "/api/v1/crm/events",
                        """
                        {"specversion":"1.0","type":"crm.call.completed","source":"/yardstick/conversations",
                         "subject":"robin/1","id":"1","time":"2026-03-02T10:00:00Z",
                         "data":{"rep":"robin","occurredAt":"2026-03-02"}}\
                        """);
        assertThat(refused.text()).contains("source", "must be the CRM's own");
    }
}
