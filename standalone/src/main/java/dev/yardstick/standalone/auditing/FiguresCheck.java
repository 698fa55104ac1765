package dev.yardstick.standalone.auditing;

import dev.yardstick.events.export.Manifest;
import dev.yardstick.query.known.FoldedLog;
import dev.yardstick.query.view.Figures;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the figures that were published are those that the events give, all of them. */
final class FiguresCheck {

    private final Lines published;
    private long lines;
    private long clauses;

    private FiguresCheck(Lines published) {
        this.published = published;
    }

    /**
     * Reckons every figure up again.
     *
     * @return how many there are
     * @throws DoesNotHoldException naming the first that differs, is missing, or is one too many
     */
    static String run(Path folder, FoldedLog log, Set<String> reps, Progress progress)
            throws IOException, DoesNotHoldException {
        try (Lines published = new Lines(folder, Manifest.FIGURES)) {
            FiguresCheck check = new FiguresCheck(published);
            for (String rep : reps) {
                for (Figures figures :
                        new TimelineAssembler(log.known(rep), sealed -> null).figures()) {
                    check.compare(figures);
                }
                progress.advance(1);
            }
            byte[] more = published.next();
            if (more != null) {
                throw new DoesNotHoldException(
                        "%s is one too many: the events give no such figures: %s",
                        published.where(), text(more));
            }
            return "%,d figures of %,d clauses' days, each reckoned up again: the same"
                    .formatted(check.lines, check.clauses);
        }
    }

    private void compare(Figures reckoned) throws IOException, DoesNotHoldException {
        byte[] right = reckoned.toJson();
        byte[] line = published.next();
        if (line == null) {
            throw new DoesNotHoldException(
                    "%s ends after line %d; the next must be %s",
                    Manifest.FIGURES, lines, text(right));
        }
        if (!Arrays.equals(line, right)) {
            throw new DoesNotHoldException(
                    "%s (expectation %s of %s on %s): %s",
                    published.where(),
                    reckoned.expectation(),
                    reckoned.rep(),
                    reckoned.on(),
                    difference(line, right));
        }
        lines++;
        clauses += reckoned.clauses().size();
    }

    private static String difference(byte[] published, byte[] right) {
        try {
            JsonMapper json = JsonMapper.shared();
            String found = difference("", json.readTree(published), json.readTree(right));
            if (found != null) {
                return found;
            }
        } catch (JacksonException noJson) {
            // said below
        }
        return "published is %s, the events give %s".formatted(text(published), text(right));
    }

    /** The first place in which two trees differ; null when they are the same. */
    private static @Nullable String difference(String path, JsonNode published, JsonNode right) {
        if (published.equals(right)) {
            return null;
        }
        if (published.isObject() && right.isObject()) {
            TreeSet<String> names = new TreeSet<>(published.propertyNames());
            names.addAll(right.propertyNames());
            for (String name : names) {
                String below = path.isEmpty() ? name : path + "." + name;
                String found = difference(below, published.path(name), right.path(name));
                if (found != null) {
                    return found;
                }
            }
        }
        if (published.isArray() && right.isArray() && published.size() == right.size()) {
            for (int i = 0; i < right.size(); i++) {
                String id = right.get(i).path("id").asString(String.valueOf(i));
                String found = difference(path + "[" + id + "]", published.get(i), right.get(i));
                if (found != null) {
                    return found;
                }
            }
        }
        return "%s is published as %s; the events give %s"
                .formatted(path, shown(published), shown(right));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
