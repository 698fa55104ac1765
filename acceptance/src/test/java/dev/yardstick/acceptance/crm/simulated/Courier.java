package dev.yardstick.acceptance.crm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.crm.simulated.Step.Form;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends events to the intake in every form that it takes, and in some that go wrong on the way. */
final class Courier {

    private static final String PATH = "/api/v1/crm/events";
    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Api api;
    private final Random random;

    /**
     * Sends to a server.
     *
     * @param random decides how bodies are spoilt
     */
    Courier(Api api, Random random) {
        this.api = api;
        this.random = random;
    }

    /** Sends events, each JSON; the answer is the one to the delivery that was whole. */
    Answer send(Form form, List<String> events) {
        byte[] batch = bytes("[" + String.join(",", events) + "]");
        byte[] lines = bytes(String.join("\n", events));
        return switch (form) {
            case STRUCTURED -> post(bytes(events.getFirst()), "Content-Type", ONE);
            case BINARY -> binary(JsonMapper.shared().readTree(events.getFirst()));
            case BATCH -> post(batch, "Content-Type", BATCH);
            case SPOILT_BATCH -> {
                assertThat(post(partOf(batch), "Content-Type", BATCH).status()).isEqualTo(400);
                yield post(batch, "Content-Type", BATCH);
            }
            case LINES -> random.nextBoolean() ? lines(lines) : gzip(zipped(lines));
            case LINES_CUT_OFF -> {
                cutOff(lines);
                yield lines(lines);
            }
        };
    }

    /** A line that ends too early is refused; a stream that does may well have no answer. */
    private void cutOff(byte[] lines) {
        switch (random.nextInt(3)) {
            case 0 -> assertThat(lines(partOf(lines)).status()).isIn(202, 422);
            case 1 -> assertThat(gzip(partOf(zipped(lines))).status()).isEqualTo(400);
            default -> hangUp(lines);
        }
    }

    /** At least a byte, and less than all where that is possible. */
    private byte[] partOf(byte[] body) {
        return Arrays.copyOf(body, 1 + random.nextInt(Math.max(1, body.length - 1)));
    }

    private Answer lines(byte[] body) {
        return post(body, "Content-Type", LINES);
    }

    private Answer gzip(byte[] body) {
        return post(body, "Content-Type", LINES, "Content-Encoding", "gzip");
    }

    private Answer binary(JsonNode event) {
        HttpRequest.Builder request = request().header("Content-Type", "application/json");
        event.properties().stream()
                .filter(attribute -> !attribute.getKey().equals("data"))
                .forEach(attribute ->
                        request.header(
                                "ce-" + attribute.getKey(), attribute.getValue().asString()));
        byte[] data = event.has("data") ? bytes(event.get("data").toString()) : new byte[0];
        return answer(request.POST(BodyPublishers.ofByteArray(data)).build());
    }

    private Answer post(byte[] body, String... headers) {
        return answer(request().headers(headers).POST(BodyPublishers.ofByteArray(body)).build());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(api.address(PATH))
                .header("Authorization", "Bearer " + api.token("crm"));
    }

    private Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Announces a whole body, sends a part of it and is gone. */
    private void hangUp(byte[] body) {
        URI address = api.address(PATH);
        String head =
                "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(
                                PATH, address.getAuthority(), api.token("crm"), LINES, body.length);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(head));
            out.write(partOf(body));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
