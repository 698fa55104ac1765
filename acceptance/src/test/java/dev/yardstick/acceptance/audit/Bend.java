package dev.yardstick.acceptance.audit;

import dev.yardstick.command.ledger.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What somebody who has an export may do to it; everything is hashed again afterwards. */
enum Bend {

    /** One digit of one figure. */
    FIGURE {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("figures.ndjson");
            int line = random.nextInt(lines.size());
            lines.set(line, digit(lines.get(line), random));
            folder.write("figures.ndjson", lines);
            folder.listAnew();
        }
    },

    /** A line of figures is left out, comes twice, or changes places. */
    FIGURES {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("figures.ndjson");
            int line = random.nextInt(lines.size() - 1);
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(line, lines.get(line));
                case 2 -> Collections.swap(lines, line, line + 1);
                default -> lines.removeLast();
            }
            folder.write("figures.ndjson", lines);
            folder.listAnew();
        }
    },

    /** An event. */
    EVENT {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("events.ndjson");
            int line = random.nextInt(lines.size());
            lines.set(line, digit(lines.get(line), random));
            folder.write("events.ndjson", lines);
            folder.listAnew();
        }
    },

    /** An event, with tree, tiles, figures and signature to match, by another key. */
    HISTORY {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("events.ndjson");
            int line;
            do {
                line = random.nextInt(lines.size());
            } while (!lines.get(line).contains("\"subject\":\""));
            lines.set(line, lines.get(line).replaceFirst("\"subject\":\"", "\"subject\":\"x"));
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            folder.replace(lines, new SignerKey(seed));
        }
    },

    /** The end is cut off, with tree, tiles, figures and signature to match, by another key. */
    END {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("events.ndjson");
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            folder.replace(
                    lines.subList(0, lines.size() - 1 - random.nextInt(20)), new SignerKey(seed));
        }
    },

    /** A file is missing. */
    FILE {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> names =
                    new ArrayList<>(
                            List.of(
                                    "events.ndjson",
                                    "figures.ndjson",
                                    "checkpoints.ndjson",
                                    "key.txt",
                                    "manifest.json"));
            names.addAll(folder.tiles());
            String name = names.get(random.nextInt(names.size()));
            Files.delete(folder.path(name));
            if (!name.equals("manifest.json")) {
                folder.listAnew();
            }
        }
    },

    /** A bit of a file, and the manifest is left as it was. */
    BIT {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> names =
                    new ArrayList<>(List.of("events.ndjson", "figures.ndjson", "checkpoint.txt"));
            names.addAll(folder.tiles());
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = Files.readAllBytes(folder.path(name));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.path(name), bytes);
        }
    },

    /** A hash that the ledger kept. */
    TILE {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> tiles = folder.tiles();
            String name = tiles.get(random.nextInt(tiles.size()));
            byte[] bytes = Files.readAllBytes(folder.path(name));
            bytes[random.nextInt(bytes.length)] ^= 1;
            Files.write(folder.path(name), bytes);
            folder.listAnew();
        }
    },

    /** A signed root, without a signature to match. */
    CHECKPOINT {
        @Override
        void bend(Folder folder, Random random) throws IOException {
            List<String> lines = folder.lines("checkpoints.ndjson");
            int line = random.nextInt(lines.size());
            int at = lines.get(line).indexOf("\"note\"");
            lines.set(
                    line,
                    lines.get(line).substring(0, at)
                            + digit(lines.get(line).substring(at), random));
            folder.write("checkpoints.ndjson", lines);
            folder.listAnew();
        }
    };

    /** Whether somebody who knows nothing else has to take it for genuine. */
    boolean agreesWithItself() {
        return this == HISTORY || this == END;
    }

    abstract void bend(Folder folder, Random random) throws IOException;

    /** The text with one digit changed, wherever. */
    private static String digit(String text, Random random) {
        int at;
        do {
            at = random.nextInt(text.length());
        } while (!Character.isDigit(text.charAt(at)) || text.charAt(at) > '9');
        char changed = (char) ('0' + (text.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
        return text.substring(0, at) + changed + text.substring(at + 1);
    }
}
