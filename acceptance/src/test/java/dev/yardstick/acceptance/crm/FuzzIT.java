package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.acceptance.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deliveries that nobody should believe: 2,000 of them, or as many as {@code -Dyardstick.fuzz}
 * says. None is accepted, none is answered by a server error, and memory does not grow with them.
 */
class FuzzIT {

    private static final int DELIVERIES = Integer.getInteger("yardstick.fuzz", 2_000);
    private static final int AT_ONCE = 16;
    private static final int HUGE = 9 * 1024 * 1024;
    private static final long MOST_GROWTH = 128L * 1024 * 1024;
    private static final String CRM = "/api/v1/crm/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        api().client().hire("robin", "robin");
        connect("hubspot", "{\"clientSecret\":\"s\",\"accessToken\":\"t\"}");
        connect("pipedrive", "{\"user\":\"u\",\"password\":\"p\"}");
        connect("salesforce", "{\"accessToken\":\"t\"}");
        connect("espocrm", "{\"Call.create.id\":\"wh\",\"Call.create.secret\":\"s\"}");
        connect("twenty", "{\"secret\":\"s\"}");
    }

    private static Api api() {
        return SERVER.api();
    }

    private static void connect(String kind, String secrets) {
        api().put(
                        CRM + "connections/" + kind,
                        "{\"kind\":\"%s\",\"ownerIsRep\":true,\"currency\":\"EUR\"}"
                                .formatted(kind))
                .must(200);
        api().put(CRM + "connections/" + kind + "/secrets", secrets).must(200);
    }

    /** A delivery before it is sent. */
    private record Forged(String path, byte[] body, Map<String, String> headers) {

        Forged body(byte[] other) {
            return new Forged(path, other, headers);
        }

        Forged header(String name, String value) {
            Map<String, String> other = new HashMap<>(headers);
            other.put(name, value);
            return new Forged(path, body, other);
        }
    }

    /** One that holds, if it is sent as it is and soon. */
    private static Forged genuine(String kind, byte[] body, Instant at) {
        String path = CRM + "webhooks/" + kind;
        String now = String.valueOf(at.toEpochMilli());
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        switch (kind) {
            case "hubspot" -> {
                headers.put("X-HubSpot-Request-Timestamp", now);
                headers.put(
                        "X-HubSpot-Signature-v3",
                        Signing.base64(mac("POST" + api().address(path), body, now)));
            }
            case "pipedrive" -> headers.put("Authorization", "Basic " + Signing.base64("u:p"));
            case "salesforce" ->
                    headers.put(
                            "Authorization", "Bearer " + SERVER.get().crmToken("/crm/salesforce"));
            case "espocrm" -> {
                path += "/Call.create";
                headers.put("Signature", Signing.base64("wh:" + Signing.hex(mac("", body, ""))));
            }
            default -> {
                headers.put("X-Twenty-Webhook-Timestamp", now);
                headers.put("X-Twenty-Webhook-Signature", Signing.hex(mac(now + ":", body, "")));
            }
        }
        return new Forged(path, body, headers);
    }

    private static byte[] mac(String before, byte[] body, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return Signing.hmac("s", all.toByteArray());
    }

    /** What the CRM would send of something that counts. */
    private static byte[] told(String kind, int id) {
        String body =
                switch (kind) {
                    case "hubspot" ->
                            "[{\"subscriptionType\":\"deal.deletion\",\"objectId\":%d,\"occurredAt\":1782371971992}]";
                    case "pipedrive" ->
                            "{\"data\":{\"id\":%d,\"type\":\"call\",\"done\":true,\"owner_id\":\"robin\",\"due_date\":\"2026-03-05\"},"
                                    + "\"meta\":{\"action\":\"create\",\"entity\":\"activity\",\"timestamp\":\"2026-03-05T10:00:00Z\"}}";
                    case "salesforce" ->
                            "{\"ChangeEventHeader\":{\"entityName\":\"Task\",\"recordIds\":[\"%d\"],\"changeType\":\"CREATE\","
                                    + "\"commitTimestamp\":1652977933000},\"TaskSubtype\":\"Call\",\"Status\":\"Completed\","
                                    + "\"OwnerId\":\"robin\",\"ActivityDate\":\"2026-03-05\"}";
                    case "espocrm" ->
                            "[{\"id\":\"%d\",\"status\":\"Held\",\"dateStart\":\"2026-03-05 10:00:00\",\"modifiedAt\":\"2026-03-05 10:00:00\",\"assignedUserId\":\"robin\"}]";
                    default ->
                            "{\"eventName\":\"opportunity.created\",\"eventDate\":\"2026-03-05T10:00:00Z\",\"record\":{\"id\":\"%d\","
                                    + "\"stage\":\"NEW\",\"ownerId\":\"robin\"}}";
                };
        return body.formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    private static final List<String> KINDS =
            List.of("hubspot", "pipedrive", "salesforce", "espocrm", "twenty");

    private static Forged forged(Random random, int n) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        Instant now = Instant.now();
        byte[] body = told(kind, n);
        Forged genuine = genuine(kind, body, now);
        boolean overTime = kind.equals("hubspot") || kind.equals("twenty");
        boolean overBody = overTime || kind.equals("espocrm");
        return switch (random.nextInt(12)) {
            case 0 -> wrongProof(genuine, random);
            case 1 -> overBody ? genuine.body(altered(body, random)) : wrongProof(genuine, random);
            case 2 ->
                    overTime
                            ? genuine(kind, body, now.minusSeconds(301 + random.nextInt(1_000_000)))
                            : wrongProof(genuine, random);
            case 3 ->
                    overTime
                            ? genuine(kind, body, now.plusSeconds(360 + random.nextInt(1_000_000)))
                            : wrongProof(genuine, random);
            case 4 -> genuine(kind, told(kind, -1), now);
            case 5 ->
                    n % 40 == 0
                            ? genuine.body(new byte[HUGE])
                            : genuine.body(new byte[random.nextInt(100_000)]).header("X", "x");
            case 6 -> genuine(kind, deep(random), now);
            case 7 ->
                    genuine.header(
                            "Content-Type",
                            List.of(
                                            "text/plain",
                                            "application/xml",
                                            "multipart/form-data",
                                            "json",
                                            "*/*")
                                    .get(random.nextInt(5)));
            case 8 -> genuine(kind, badUtf8(body, random), now);
            case 9 -> genuine(kind, random(random), now);
            case 10 -> new Forged(genuine.path() + "/" + random.nextInt(), body, genuine.headers());
            default -> new Forged(genuine.path(), body, Map.of("Content-Type", "application/json"));
        };
    }

    private static Forged wrongProof(Forged genuine, Random random) {
        Forged wrong = genuine;
        for (String name : genuine.headers().keySet()) {
            String value = Objects.requireNonNull(genuine.headers().get(name));
            if (!name.equals("Content-Type")) {
                // neither the word Bearer, whose case is free, nor the last bits of Base64
                int at = value.length() / 2 + random.nextInt(value.length() / 2 - 2);
                char other = value.charAt(at) == 'b' ? 'c' : 'b';
                wrong =
                        wrong.header(
                                name, value.substring(0, at) + other + value.substring(at + 1));
            }
        }
        return wrong;
    }

    private static byte[] altered(byte[] body, Random random) {
        byte[] altered = body.clone();
        altered[random.nextInt(altered.length)] ^= (byte) (1 + random.nextInt(255));
        return altered;
    }

    private static byte[] deep(Random random) {
        return (random.nextBoolean() ? "[" : "{\"a\":")
                .repeat(2 + random.nextInt(50_000))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] badUtf8(byte[] body, Random random) {
        byte[] bad = body.clone();
        bad[bad.length - 3 - random.nextInt(10)] = (byte) 0xFF;
        return bad;
    }

    private static byte[] random(Random random) {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void nothingForgedIsAcceptedOrEndsInAServerError()
            throws InterruptedException, ExecutionException {
        warmUp();
        long recorded = recorded();
        long before = used();
        Semaphore slots = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int n = 0; n < DELIVERIES; n++) {
                int number = n;
                slots.acquire();
                sent.add(
                        threads.submit(() -> {
                            try {
                                send(forged(new Random(number), number), number);
                            } finally {
                                slots.release();
                            }
                        }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
        assertThat(answers.values().stream().mapToInt(i -> i).sum()).isEqualTo(DELIVERIES);
        assertThat(answers.keySet())
                .allMatch(status -> !status.startsWith("5"), answers.toString());
        assertThat(answers).containsKeys("401", "202", "413", "415");
        assertThat(recorded()).as("answers %s", answers).isEqualTo(recorded);
        assertThat(used() - before).as("bytes of heap more than before").isLessThan(MOST_GROWTH);
        System.out.println(DELIVERIES + " forged deliveries were answered " + answers);
    }

    /** The records that are sent again later are there already. */
    private void warmUp() {
        for (String kind : KINDS) {
            send(genuine(kind, told(kind, -1), Instant.now()), -1);
        }
        assertThat(answers).containsOnlyKeys("202");
        answers.clear();
    }

    private void send(Forged forged, int number) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api().address(forged.path()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(forged.body()));
        forged.headers().forEach(request::header);
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answers.merge(String.valueOf(answer.statusCode()), 1, Integer::sum);
            if (answer.statusCode() == 202 && number >= 0) {
                assertThat(JSON.readTree(answer.body()).required("accepted").intValue())
                        .as("delivery %s: %s", number, answer.body())
                        .isZero();
            }
        } catch (IOException e) {
            // A server may answer and close before a body that it will not read has been sent.
            answers.merge(
                    forged.body().length >= HUGE ? "413" : "broken " + number, 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long recorded() {
        return api().crm("application/x-ndjson", "").must(202).position();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
