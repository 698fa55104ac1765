package dev.yardstick.acceptance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closed clauses teach by themselves what a likelihood is worth, and an admin may refuse it. */
class CalibrationIT {

    private static final String EVERY = "yardstick.calibrations.every";
    private static final String FILE = "/settings?format=csv&table=calibrations";

    @TempDir private Path data = Path.of("");

    @AfterEach
    void asUsual() {
        System.clearProperty(EVERY);
    }

    @Test
    void whatClosedClausesTeachIsRecordedShownAndRefused()
            throws IOException, InterruptedException {
        try (Server server = Servers.start(data)) {
            Api api = Api.of(server);
            for (int i = 0; i < 6; i++) {
                String rep = "rep-" + i;
                api.put("/api/v1/reps/" + rep, Scenario.rep("Rep")).must(200);
                String quarter =
                        Scenario.expectation(rep, "1000").replace("2026-12-31", "2026-03-31");
                api.put("/api/v1/expectations/e-" + i, quarter).must(200);
                api.crm("application/cloudevents+json", Scenario.won(rep, "d-" + i, "1", 5, "300"))
                        .must(202);
            }
        }
        System.setProperty(EVERY, "200ms");
        try (Server server = Servers.start(data)) {
            Api api = Api.of(server);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(rows(api)).hasSize(1));
            LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
            assertThat(rows(api))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row).startsWith("sum,").contains(tomorrow.getYear() + "-");
                    });
            assertThat(api.audit("/api/v1/audit/events?from=1&to=100").text())
                    .contains("\"forecast-calibrated\"", "\"actor\":\"service\"");

            assertThat(shown(api, "manager").select("form")).isEmpty();
            Element row = shown(api, "admin");
            assertThat(row.text()).contains("closed clause").doesNotContain("stated");
            String on = row.select("input[name=on]").attr("value");
            var answer =
                    api.typed(
                            row.select("form").attr("action"),
                            api.session(api.token("admin")),
                            "on=" + on);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            String shown = answer.headers().firstValue("Location").orElseThrow();
            assertThat(Jsoup.parse(api.page("admin", shown).body()).text())
                    .contains("the numbers before it go on");
            assertThat(rows(api)).hasSize(2).last().asString().contains("," + on + ",1,0,1,,");
            assertThat(shown(api, "admin").parents().select("form[action*=refusal]")).isEmpty();
        }
    }

    private static List<String> rows(Api api) {
        return api.page("admin", FILE).body().lines().skip(1).toList();
    }

    private static Element shown(Api api, String role) {
        return Jsoup.parse(api.page(role, "/settings").body())
                .select("[aria-labelledby=calibrations] tbody tr")
                .getFirst();
    }
}
