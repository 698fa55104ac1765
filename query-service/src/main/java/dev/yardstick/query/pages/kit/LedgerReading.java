package dev.yardstick.query.pages.kit;

import dev.yardstick.events.export.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks command-service about the ledger. */
@Component
public record LedgerReading(CommandServiceClient commands, JsonMapper json) {

    private static final String PATH = "/api/v1/audit/";

    /** A checkpoint: it covers the positions from 1 to its size. */
    public record Signed(Instant time, long size, String root, String note) {}

    /** A part of the checkpoints, newest first. */
    public record Page(List<Signed> items, @Nullable String next) {}

    /**
     * How the ledger is doing.
     *
     * @param size the last position that is hashed
     * @param head the last position of the log
     * @param problem why it goes no further; null: all is well
     */
    public record State(
            long size,
            long head,
            long lag,
            @Nullable Signed lastCheckpoint,
            @Nullable String problem) {

        /** In a word: damaged, empty, behind, unsigned or whole. */
        public String code() {
            if (problem != null) {
                return "damaged";
            }
            if (head == 0) {
                return "empty";
            }
            if (lag > 0) {
                return "behind";
            }
            return lastCheckpoint == null || lastCheckpoint.size() < size ? "unsigned" : "whole";
        }
    }

    /** How it is doing; null: nobody answers. */
    public @Nullable State state() {
        JsonNode body = orNull("ledger");
        return body == null ? null : json.treeToValue(body, State.class);
    }

    /** Checkpoints, newest first. */
    public Page checkpoints(@Nullable String cursor, int limit) {
        return json.treeToValue(
                answer(
                        "checkpoints?limit={limit}&cursor={cursor}",
                        limit,
                        Objects.requireNonNullElse(cursor, "")),
                Page.class);
    }

    /** The note of a checkpoint, by its size; {@code latest}: one of all that is recorded now. */
    public String note(String size) {
        return answer("checkpoints/{size}", size).required("note").stringValue();
    }

    /** The public key. */
    public String key() {
        return answer("checkpoints/key").required("key").stringValue();
    }

    /** Has all that is recorded by now signed; a log that was damaged is signed no further. */
    public void signEnd() {
        commands.get(PATH + "checkpoints/latest");
    }

    /** Copies events as they stand in the log, a line each. */
    public void events(long from, long to, OutputStream out) throws IOException {
        commands.copy(out, "application/x-ndjson", PATH + "events?from={from}&to={to}", from, to);
    }

    /** Copies a tile's hashes. */
    public void tile(TilePath tile, OutputStream out) throws IOException {
        commands.copy(out, "application/octet-stream", PATH + "tiles/" + tile.file());
    }

    /** The proof that the event at a position is in the ledger; null: it is not hashed yet. */
    public @Nullable JsonNode proof(long position) {
        return orNull("proofs/inclusion?position={position}", position);
    }

    /** An event as it stands in the log; null: nobody answers. */
    public @Nullable String line(long position) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            events(position, position, line);
        } catch (IOException e) {
            return null;
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private @Nullable JsonNode orNull(String path, Object... variables) {
        return commands.get(PATH + path, variables)
                        instanceof CommandServiceClient.Accepted(var at, var body)
                ? body
                : null;
    }

    private JsonNode answer(String path, Object... variables) {
        return switch (commands.get(PATH + path, variables)) {
            case CommandServiceClient.Accepted(var at, var body) -> body;
            case CommandServiceClient.Refused refused ->
                    throw new ResponseStatusException(
                            HttpStatusCode.valueOf(refused.status()), refused.detail());
        };
    }
}
