package dev.yardstick.command.intake;

import dev.yardstick.command.InvalidException;
import dev.yardstick.command.InvalidException.Fault;
import dev.yardstick.command.StrictJson;
import dev.yardstick.command.StrictJson.UnreadableException;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.web.Bodies;
import dev.yardstick.command.web.MediaTypes;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Takes CloudEvents from a CRM: one, a batch, or a stream of lines. */
@RestController
class CrmEventsController {

    private static final String PATH = "/api/v1/crm/events";

    /** A stream with more faults than this is not what it should be, and is not read on. */
    private static final int MAX_REFUSALS = 10_000;

    /** Lines are taken together up to this, so that memory does not grow with their length. */
    private static final int MAX_CHUNK_BYTES = 4 * 1024 * 1024;

    private final Intake intake;
    private final LogReader log;

    CrmEventsController(Intake intake, LogReader log) {
        this.intake = intake;
        this.log = log;
    }

    /** One event in structured mode. */
    @PostMapping(path = PATH, consumes = "application/cloudevents+json")
    ResponseEntity<?> one(HttpServletRequest request) throws IOException {
        return answer(List.of(Bodies.anyJson(request)));
    }

    /** One event in binary mode: its attributes in {@code ce-} headers, its data in the body. */
    @PostMapping(
            path = PATH,
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json", "text/json"})
    ResponseEntity<?> binary(HttpServletRequest request) throws IOException {
        return answer(List.of(BinaryMode.of(request)));
    }

    /** A list of events. */
    @PostMapping(path = PATH, consumes = "application/cloudevents-batch+json")
    ResponseEntity<?> batch(HttpServletRequest request) throws IOException {
        JsonNode batch = Bodies.anyJson(request);
        if (!batch.isArray()) {
            throw new InvalidException("$", "must be a list of CloudEvents");
        }
        List<JsonNode> events = new ArrayList<>();
        batch.forEach(events::add);
        return answer(events);
    }

    /**
     * One event a line, perhaps compressed by gzip; blank lines are skipped, and an index counts
     * lines from 0. What was taken before a stream breaks off stays taken; the whole stream can be
     * sent again.
     */
    @PostMapping(path = PATH, consumes = "application/x-ndjson")
    ResponseEntity<?> lines(HttpServletRequest request) throws IOException {
        IntakeAnswer answer = new IntakeAnswer();
        try (Lines lines = new Lines(plain(request))) {
            List<JsonNode> chunk = new ArrayList<>();
            int line = 0;
            int first = 0;
            int bytes = 0;
            for (byte[] next = lines.next(); next != null; next = lines.next(), line++) {
                JsonNode event = readable(next, line, answer);
                if (answer.refusals() > MAX_REFUSALS) {
                    break;
                }
                if (event == null || chunk.size() == Intake.MAX_BATCH || bytes > MAX_CHUNK_BYTES) {
                    intake.take(chunk, first, Parking.API, answer);
                    chunk.clear();
                    bytes = 0;
                }
                bytes += next.length;
                if (event == null) {
                    first = line + 1;
                } else {
                    first = chunk.isEmpty() ? line : first;
                    chunk.add(event);
                }
            }
            intake.take(chunk, first, Parking.API, answer);
        }
        return answered(answer);
    }

    /** The body, unpacked where it is compressed. */
    static InputStream plain(HttpServletRequest request) throws IOException {
        MediaTypes.requireUtf8(request.getContentType());
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return request.getInputStream();
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(request.getInputStream());
        }
        throw new ResponseStatusException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip or absent");
    }

    private static @Nullable JsonNode readable(byte[] line, int index, IntakeAnswer answer) {
        if (new String(line, StandardCharsets.UTF_8).isBlank()) {
            return null;
        }
        try {
            return StrictJson.read(line);
        } catch (UnreadableException e) {
            answer.refused(index, List.of(new Fault("$", String.valueOf(e.getMessage()))));
            return null;
        }
    }

    private ResponseEntity<?> answer(List<JsonNode> events) {
        IntakeAnswer answer = new IntakeAnswer();
        intake.take(events, 0, Parking.API, answer);
        return answered(answer);
    }

    private ResponseEntity<?> answered(IntakeAnswer answer) {
        IntakeAnswer.Body body = answer.body(log.head());
        return answer.nothingTaken() || answer.refusals() > MAX_REFUSALS
                ? ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(answer.problem())
                : ResponseEntity.accepted().body(body);
    }
}
