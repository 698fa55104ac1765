package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.message.IntakeAnswer;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes CloudEvents from a CRM: one, a batch, or a stream of lines. */
@RestController
record CrmEventsController(Intake intake, LogReader log) {

    private static final String PATH = "/api/v1/crm/events";

    /** A stream with more faults than this is not what it should be, and is not read on. */
    private static final int MAX_REFUSALS = 10_000;

    /** One event in structured mode. */
    @ApiResponse(
            responseCode = "202",
            content = @Content(schema = @Schema(implementation = IntakeAnswer.Body.class)))
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
            throw new InvalidException("$", Reason.EVENTS);
        }
        List<JsonNode> events = new ArrayList<>();
        batch.forEach(events::add);
        return answer(events);
    }

    /**
     * One event a line, perhaps compressed by gzip; blank lines are skipped, and an index counts
     * lines from 0. Lines are taken part by part, and what is bounded is a part; what was taken
     * before a stream breaks off stays taken; the whole stream can be sent again.
     */
    @PostMapping(path = PATH, consumes = "application/x-ndjson")
    ResponseEntity<?> lines(HttpServletRequest request) throws IOException {
        IntakeAnswer answer = new IntakeAnswer();
        try (Lines lines = new Lines(request)) {
            List<JsonNode> part = new ArrayList<>();
            long first = 0;
            long line = 0;
            for (byte[] next = lines.next(); next != null; next = lines.next(), line++) {
                JsonNode event = Lines.isBlank(next) ? null : readable(next, line, answer);
                if (event != null) {
                    part.add(event);
                    if (part.size() < Intake.MAX_BATCH && !lines.isPartFull()) {
                        continue;
                    }
                }
                intake.take(part, first, Connections.API, answer);
                // Blank lines bring nothing: a stream has not got on by them.
                if (!part.isEmpty() || !Lines.isBlank(next)) {
                    lines.dealtWith();
                }
                part.clear();
                first = line + 1;
                if (answer.refusals() > MAX_REFUSALS) {
                    break;
                }
            }
            intake.take(part, first, Connections.API, answer);
        }
        return answered(answer);
    }

    private static @Nullable JsonNode readable(byte[] line, long index, IntakeAnswer answer) {
        try {
            return StrictJson.read(line);
        } catch (UnreadableException e) {
            answer.refused(index, new InvalidException("$", e.refusal()));
            return null;
        }
    }

    private ResponseEntity<?> answer(List<JsonNode> events) {
        IntakeAnswer answer = new IntakeAnswer();
        intake.take(events, 0, Connections.API, answer);
        return answered(answer);
    }

    private ResponseEntity<?> answered(IntakeAnswer answer) {
        IntakeAnswer.Body body = answer.body(log::head);
        return answer.nothingTaken() || answer.refusals() > MAX_REFUSALS
                ? ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(answer.problem())
                : ResponseEntity.accepted().body(body);
    }
}
