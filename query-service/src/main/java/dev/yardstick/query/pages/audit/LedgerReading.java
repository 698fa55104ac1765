package dev.yardstick.query.pages.audit;

import dev.yardstick.query.pages.kit.CommandServiceClient;

import dev.yardstick.events.export.TilePath;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks command-service about the ledger. */
@Component
record LedgerReading(CommandServiceClient commands, JsonMapper json) {

    private static final String PATH = "/api/v1/audit/";

    /** A checkpoint: it covers the positions from 1 to its size. */
    public record Signed(long size, String root, Instant time, String note) {}

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
    @Nullable State state() {
        return commands.get(PATH + "ledger")
                        instanceof CommandServiceClient.Accepted(var at, var body)
                ? json.treeToValue(body, State.class)
                : null;
    }

    /** Checkpoints, newest first. */
    Page checkpoints(@Nullable String cursor, int limit) {
        JsonNode body =
                cursor == null
                        ? answer("checkpoints?limit={limit}", limit)
                        : answer("checkpoints?limit={limit}&cursor={cursor}", limit, cursor);
        List<Signed> items = new ArrayList<>();
        body.path("items").forEach(item -> items.add(json.treeToValue(item, Signed.class)));
        return new Page(items, body.path("next").stringValue(null));
    }

    /** The note of a checkpoint, by its size; {@code latest}: one of all that is recorded now. */
    String note(String size) {
        return answer("checkpoints/{size}", size).required("note").stringValue();
    }

    /** The public key. */
    String key() {
        return answer("checkpoints/key").required("key").stringValue();
    }

    /** Has all that is recorded by now signed; a log that was damaged is signed no further. */
    void signEnd() {
        commands.get(PATH + "checkpoints/latest");
    }

    /** Copies events as they stand in the log, a line each. */
    void events(long from, long to, OutputStream out) throws IOException {
        commands.copy(out, "application/x-ndjson", PATH + "events?from={from}&to={to}", from, to);
    }

    /** Copies a tile's hashes. */
    void tile(TilePath tile, OutputStream out) throws IOException {
        commands.copy(out, "application/octet-stream", PATH + "tiles/" + tile.file());
    }

    /** The proof that the event at a position is in the ledger; null: it is not hashed yet. */
    @Nullable JsonNode proof(long position) {
        return commands.get(PATH + "proofs/inclusion?position={position}", position)
                        instanceof CommandServiceClient.Accepted(var at, var body)
                ? body
                : null;
    }

    /** An event as it stands in the log; empty: nobody answers. */
    Optional<String> line(long position) {
        return commands.lines(PATH + "events?from={position}&to={position}", position, position);
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
