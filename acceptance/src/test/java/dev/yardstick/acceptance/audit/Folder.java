package dev.yardstick.acceptance.audit;

import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Frontier;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.ledger.SignerKey;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.query.known.FoldedLog;
import dev.yardstick.query.view.Figures;
import dev.yardstick.query.view.TimelineAssembler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An export in the hands of somebody who knows how one is made. */
final class Folder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    /** A copy to bend. */
    static Folder copy(Path export, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(export)) {
            for (Path from : all.toList()) {
                Files.copy(from, to.resolve(export.relativize(from).toString()));
            }
        }
        return new Folder(to);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    List<String> lines(String name) throws IOException {
        return new ArrayList<>(Files.readAllLines(path(name)));
    }

    void write(String name, List<String> lines) throws IOException {
        Files.writeString(path(name), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    List<String> tiles() throws IOException {
        try (Stream<Path> all = Files.walk(path("tile"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Makes the manifest that of the files as they are now. */
    void listAnew() throws IOException {
        ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readString(path("manifest.json")));
        ObjectNode files = manifest.putObject("files");
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString();
                if (!name.equals("manifest.json")) {
                    byte[] content = Files.readAllBytes(file);
                    files.putObject(name)
                            .put("bytes", content.length)
                            .put("sha256", HexFormat.of().formatHex(sha256(content)));
                }
            }
        }
        Checkpoint newest =
                Checkpoint.parse(Note.parse(Files.readString(path("checkpoint.txt"))).text());
        manifest.put("log", newest.origin());
        manifest.put("size", newest.size());
        manifest.put("root", newest.root().toString());
        Files.writeString(path("manifest.json"), manifest.toString());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts other events in their place with all that follows from them, signed by another key. */
    void replace(List<String> events, SignerKey key) throws IOException {
        write("events.ndjson", events);
        Frontier tree = new Frontier();
        List<Hash> level = new ArrayList<>();
        for (String event : events) {
            Hash leaf = Hash.ofLeaf(event.getBytes(StandardCharsets.UTF_8));
            level.add(leaf);
            tree.append(leaf);
        }
        List<String> before = lines("checkpoints.ndjson");
        JsonNode last = JSON.readTree(before.getLast());
        Checkpoint genuine = Checkpoint.parse(Note.parse(last.required("note").asString()).text());
        String note = key.sign(events.size(), tree.root(), genuine.time()).toString();
        Files.writeString(path("checkpoint.txt"), note);
        Files.writeString(path("key.txt"), key.verifier() + "\n");
        write("checkpoints.ndjson", List.of(JSON.createObjectNode().put("note", note).toString()));
        tile(level);
        figures(events);
        listAnew();
    }

    private void tile(List<Hash> leaves) throws IOException {
        for (String old : tiles()) {
            Files.delete(path(old));
        }
        List<Hash> level = leaves;
        for (int height = 0; !level.isEmpty(); height++) {
            List<Hash> above = new ArrayList<>();
            for (int from = 0; from < level.size(); from += 256) {
                List<Hash> tile = level.subList(from, Math.min(level.size(), from + 256));
                Frontier subtree = new Frontier();
                byte[] bytes = new byte[tile.size() * Hash.LENGTH];
                for (int i = 0; i < tile.size(); i++) {
                    System.arraycopy(tile.get(i).bytes(), 0, bytes, i * Hash.LENGTH, Hash.LENGTH);
                    subtree.append(tile.get(i));
                }
                String name = "tile/%d/%03d".formatted(height, from / 256);
                if (tile.size() == 256) {
                    above.add(subtree.root());
                } else {
                    name += ".p/" + tile.size();
                }
                Files.createDirectories(path(name).getParent());
                Files.write(path(name), bytes);
            }
            level = above;
        }
    }

    private void figures(List<String> events) throws IOException {
        FoldedLog log = new FoldedLog();
        for (String event : events) {
            log.add(LogLine.parse(event.getBytes(StandardCharsets.UTF_8)));
        }
        List<String> lines = new ArrayList<>();
        for (String rep : log.reps()) {
            for (Figures figures :
                    new TimelineAssembler(log.known(rep), sealed -> null).figures()) {
                lines.add(new String(figures.toJson(), StandardCharsets.UTF_8));
            }
        }
        write("figures.ndjson", lines);
    }
}
