package dev.yardstick.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.RunningCommandService;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class AccessIT {

    private static final List<String> ROLES =
            List.of(
                    "crm",
                    "manager",
                    "rep:robin",
                    "auditor",
                    "operator",
                    "admin",
                    "service",
                    "boss");

    private static RunningCommandService service;
    private static KnownProvider provider;

    @BeforeAll
    static void start() throws IOException {
        provider = new KnownProvider();
        service =
                new RunningCommandService(
                        "--yardstick.identity.issuer=" + provider.issuer(),
                        "--yardstick.identity.audience=yardstick-api",
                        "--yardstick.identity.roles.manager=sales-leads");
        service.hire("robin");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        provider.close();
    }

    private static int hired(String manager, String token) {
        String rep =
                "{\"name\":\"New\",\"team\":\"North\",\"manager\":\"%s\",\"hiredOn\":\"2026-01-01\",\"timeZone\":\"UTC\"}"
                        .formatted(manager);
        return service.send(
                        service.request("", "/api/v1/reps/of-" + manager, "application/json")
                                .setHeader("Authorization", "Bearer " + token)
                                .PUT(HttpRequest.BodyPublishers.ofString(rep))
                                .build())
                .status();
    }

    @Test
    void aTokenOfTheIdentityProviderIsForTheRoleAndPersonThatItsClaimsComeTo() {
        Map<String, Object> kim =
                Map.of("groups", List.of("sales-leads"), "yardstick_person", "kim");
        assertThat(hired("kim", provider.token("yardstick-api", kim))).isEqualTo(200);
        assertThat(hired("lee", provider.token("yardstick-api", kim))).isEqualTo(403);
        assertThat(hired("kim", provider.token("another", kim))).isEqualTo(401);
        Map<String, Object> claimed = Map.of("role", "manager", "person", "kim");
        assertThat(hired("kim", provider.token("yardstick-api", claimed))).isEqualTo(401);
    }

    /** Each call with the roles that may make it; everybody else gets 403, and nobody 401. */
    private static Map<String, List<String>> matrix() {
        Map<String, List<String>> matrix = new LinkedHashMap<>();
        List<String> deciding = List.of("manager", "admin");
        matrix.put("PUT /api/v1/reps/x", deciding);
        matrix.put("PUT /api/v1/accounts/x", deciding);
        matrix.put("PUT /api/v1/expectations/x", deciding);
        matrix.put("POST /api/v1/expectations/x/revisions", deciding);
        matrix.put("POST /api/v1/expectations/x/communications", deciding);
        matrix.put(
                "POST /api/v1/expectations/x/acknowledgements",
                List.of("manager", "rep:robin", "admin"));
        matrix.put(
                "POST /api/v1/expectations/x/disputes", List.of("manager", "rep:robin", "admin"));
        matrix.put("POST /api/v1/crm/events", List.of("crm", "admin"));
        matrix.put("POST /api/v1/crm/reconciliations", List.of("operator", "auditor", "admin"));
        matrix.put("GET /api/v1/crm/parked", List.of("operator", "auditor", "admin"));
        matrix.put("POST /api/v1/crm/connections/x/trials", List.of("operator", "admin"));
        matrix.put("GET /api/v1/audit/ledger", List.of("operator", "auditor", "admin"));
        matrix.put("GET /api/v1/audit/events", List.of("auditor", "admin", "service"));
        for (String decision :
                List.of(
                        "POST /api/v1/expectations",
                        "PUT /api/v1/rates/2026",
                        "PUT /api/v1/calendars/nl",
                        "PUT /api/v1/templates/field",
                        "POST /api/v1/reps/x/absences",
                        "POST /api/v1/reps/x/absences/1/cancellation",
                        "POST /api/v1/reps/x/departure",
                        "POST /api/v1/reps/x/conversations",
                        "POST /api/v1/reps/x/conversations/1/retraction",
                        "POST /api/v1/reps/x/snoozes",
                        "POST /api/v1/reps/x/talks",
                        "POST /api/v1/reps/x/talks/1/cancellation",
                        "POST /api/v1/expectations/x/disputes/1/answers",
                        "POST /api/v1/expectations/x/closure",
                        "POST /api/v1/expectations/x/communications/1/withdrawal")) {
            matrix.put(decision, List.of("manager", "admin"));
        }
        matrix.put("PUT /api/v1/calibrations/sum", List.of("admin", "service"));
        matrix.put("GET /api/v1/personal-keys?person=robin", List.of("service"));
        matrix.put("POST /api/v1/personal-keys?person=robin", List.of("service"));
        matrix.put("GET /api/v1/tokens", List.of("auditor", "admin"));
        matrix.put("POST /api/v1/tokens", List.of("admin"));
        matrix.put(
                "POST /api/v1/tokens/01a22d86-5709-7984-b44d-41f8341ffa54/revocation",
                List.of("admin"));
        matrix.put("POST /api/v1/tokens/uses", List.of("service"));
        matrix.put("GET /actuator/metrics", List.of("operator", "admin"));
        matrix.put("GET /actuator/prometheus", List.of("operator", "admin"));
        matrix.put("GET /api/v1/nothing", List.of());
        matrix.put("DELETE /api/v1/reps/x", List.of());
        return matrix;
    }

    @Test
    void everyCallIsDeniedButToTheRolesThatMayMakeIt() {
        matrix().forEach((call, allowed) -> {
            assertThat(status("", call)).as("nobody: " + call).isEqualTo(401);
            for (String role : ROLES) {
                int status = status(role, call);
                if (allowed.contains(role)) {
                    assertThat(status).as(role + ": " + call).isNotIn(401, 403, 500);
                } else {
                    assertThat(status).as(role + ": " + call).isEqualTo(403);
                }
            }
        });
    }

    private static int status(String role, String call) {
        String[] parts = call.split(" ");
        return switch (parts[0]) {
            case "PUT" -> service.put(role, parts[1], "{}").status();
            case "POST" -> service.post(role, parts[1], "{}").status();
            case "GET" -> service.get(role, parts[1]).status();
            default -> {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(service.base().resolve(parts[1]))
                                .method(parts[0], HttpRequest.BodyPublishers.noBody());
                if (!role.isEmpty()) {
                    request.header("Authorization", "Bearer " + RunningCommandService.token(role));
                }
                yield service.send(request.build()).status();
            }
        };
    }

    @Test
    void healthIsOpen() {
        assertThat(service.get("", "/actuator/health").status()).isEqualTo(200);
        assertThat(head("", "/actuator/health")).isEqualTo(200);
        assertThat(head("auditor", "/api/v1/audit/events")).isEqualTo(200);
        assertThat(head("crm", "/api/v1/audit/events")).isEqualTo(403);
    }

    private static int head(String role, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.base().resolve(path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody());
        if (!role.isEmpty()) {
            request.header("Authorization", "Bearer " + RunningCommandService.token(role));
        }
        return service.send(request.build()).status();
    }

    @Test
    void aManagerBoundToAPersonTouchesHerOwnRepsOnly() {
        String hire =
                """
                {"name":"X","team":"North","manager":"%s","hiredOn":"2026-01-01","timeZone":"UTC"}\
                """;
        assertThat(service.put("manager:kim", "/api/v1/reps/kims", hire.formatted("kim")).status())
                .isEqualTo(200);
        assertThat(service.put("manager:lee", "/api/v1/reps/kims", hire.formatted("lee")).status())
                .isEqualTo(403);
        assertThat(service.put("manager:lee", "/api/v1/reps/new", hire.formatted("kim")).status())
                .isEqualTo(403);
        assertThat(
                        service.put(
                                        "manager:lee",
                                        "/api/v1/expectations/e",
                                        """
                                        {"rep":"kims","statement":"s","from":"2026-01-01","to":"2026-12-31","currency":"EUR",
                                         "clauses":[{"id":"c","topic":"quota","measure":{"kind":"count","of":"call"},"target":{"atLeast":1}}]}\
                                        """)
                                .status())
                .isEqualTo(403);
    }

    @Test
    void errorsAreProblemsInJson() {
        var denied = service.get("crm", "/api/v1/audit/events");
        assertThat(denied.json().required("status").intValue()).isEqualTo(403);
        assertThat(denied.json().required("errors").isArray()).isTrue();
        var odd = service.get("admin", "/api/v1/reps/a%25b");
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.json().required("errors").isArray()).isTrue();
        for (String wrong : List.of("from=x", "from=0", "from=5&to=4", "type=deal-sold")) {
            var answer = service.get("auditor", "/api/v1/audit/events?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(wrong).contains(answer.json().at("/errors/0/path").stringValue());
        }
        for (String type : List.of("text/plain", "multipart/form-data")) {
            var wrongType = service.postAs(type, "admin", "/api/v1/crm/events", "x");
            assertThat(wrongType.json().required("status").intValue()).as(type).isEqualTo(415);
        }
    }

    @Test
    void aFaultOfTheServiceIsNobodysLackOfRights() throws ReflectiveOperationException {
        RequestMappingHandlerMapping mapping =
                service.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (String fault : List.of("thrown", "sent")) {
            String path = "/api/v1/expectations/x/" + fault;
            mapping.registerMapping(
                    RequestMappingInfo.paths(path)
                            .options(mapping.getBuilderConfiguration())
                            .build(),
                    new Faulty(),
                    Faulty.class.getDeclaredMethod(fault, HttpServletResponse.class));
            assertThat(service.post("admin", path, "{}").status()).as(fault).isEqualTo(500);
        }
        var answer = service.post("admin", "/api/v1/expectations/x/thrown", "{}");
        assertThat(answer.json().required("errors").isArray()).isTrue();
        assertThat(answer.text()).doesNotContain("a fault");
    }

    static final class Faulty {
        void thrown(HttpServletResponse response) {
            throw new IllegalStateException("a fault");
        }

        void sent(HttpServletResponse response) throws IOException {
            response.sendError(500);
        }
    }

    @Test
    void anAddressThatIsNoUtf8IsUnreadable() {
        var answer = service.get("auditor", "/api/v1/audit/events?rep=%FF");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").stringValue()).contains("UTF-8");
    }
}
