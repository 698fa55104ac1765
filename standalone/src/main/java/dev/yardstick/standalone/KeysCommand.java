package dev.yardstick.standalone;

import dev.yardstick.command.privacy.ConfiguredKeys;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.standalone.backup.PersonsKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.keygen.KeyGenerators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./yardstick keys}: the secrets that docker-compose.yml requires, in a file that its owner
 * alone can read. What is there stays; no secret is shown. Or, with {@code --persons}, the sealed
 * keys of persons, which an export lacks.
 */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the secrets that docker-compose.yml requires into .env.",
            "Adds what is missing, changes nothing that is there, and shows no secret."
        })
final class KeysCommand implements Callable<Integer> {

    private static final String PASSWORD = "YARDSTICK_DATABASE_PASSWORD";
    private static final String TOKENS = "YARDSTICK_TOKENS_KEY";
    private static final int PASSWORD_BYTES = 16;

    private final Map<String, String> environment;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = ".env",
            description = "beside docker-compose.yml (default: ${DEFAULT-VALUE})")
    private Path file = Path.of(".env");

    @Option(
            names = "--persons",
            paramLabel = "FILE",
            description =
                    "write the sealed keys of persons of a running installation into FILE instead:"
                            + " with persons.key, they are what an export lacks for a restore")
    private @Nullable Path persons;

    @Mixin private DatabaseOptions databases = new DatabaseOptions();

    private String text = "";

    KeysCommand() {
        this(System.getenv());
    }

    /**
     * With an environment of its own.
     *
     * @param environment what is set there goes before the file, so it is written down, not made
     */
    KeysCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        if (persons != null) {
            DatabaseOptions.Both own = databases.own(environment);
            DatabaseOptions.Both both = own == null ? databases.running() : own;
            long rows = new PersonsKeys(persons).save(both.commands());
            say(
                    "%,d keys of persons are in %s, sealed: keep it with the keys, and write it anew after an erasure"
                            .formatted(rows, persons));
            return 0;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        text = Files.exists(target) ? Files.readString(target) : "";
        // Where tokens were signed before, the other keys were derived from the key that does so.
        String before = value(TOKENS);
        write(
                PASSWORD,
                HexFormat.of().formatHex(KeyGenerators.secureRandom(PASSWORD_BYTES).generateKey()),
                "made");
        write(TOKENS, DataDirectory.newKey(), "made");
        for (Purpose purpose : Purpose.values()) {
            write(purpose, before);
        }
        // Who built the services here need not compile them in a container again.
        if (isBuilt(target, "command-service") && isBuilt(target, "query-service")) {
            write("YARDSTICK_JARS", "given", "given, since they are built");
        }
        DataDirectory.writePrivately(target, text);
        say(file + " is readable by its owner only: keep it where no backup of the database is");
        return 0;
    }

    private static boolean isBuilt(Path env, String service) throws IOException {
        Path built = env.resolveSibling(service).resolve("target");
        if (!Files.isDirectory(built)) {
            return false;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "*-exec.jar")) {
            return jars.iterator().hasNext();
        }
    }

    private void write(Purpose purpose, @Nullable String before) {
        String variable = purpose.variable();
        if (before == null) {
            write(variable, DataDirectory.newKey(), "made");
        } else if (purpose == Purpose.LEDGER) {
            write(
                    variable,
                    ConfiguredKeys.derived(before, purpose),
                    "the one that followed from "
                            + TOKENS
                            + " until now, so that the log keeps its name; query-service could"
                            + " reckon it out: docs/ledger.md says how to get another");
        } else {
            write(
                    variable,
                    DataDirectory.newKey() + "," + ConfiguredKeys.derived(before, purpose),
                    "made, and behind it the one that followed from "
                            + TOKENS
                            + " until now, which may go after the next start");
        }
    }

    private void write(String variable, String made, String how) {
        if (inFile(variable) != null) {
            say(variable + ": is there, and stays");
            return;
        }
        String set = environment.getOrDefault(variable, "").strip();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            text += "\n";
        }
        text += variable + "=" + (set.isEmpty() ? made : set) + "\n";
        say(variable + ": " + (set.isEmpty() ? how : "taken from the environment"));
    }

    private @Nullable String value(String variable) {
        String set = environment.getOrDefault(variable, "").strip();
        return set.isEmpty() ? inFile(variable) : set;
    }

    private @Nullable String inFile(String variable) {
        Matcher line =
                Pattern.compile(
                                "^[ \t]*(?:export[ \t]+)?"
                                        + variable
                                        + "[ \t]*=[ \t]*([\"']?)([^\\s\"']+)\\1[ \t]*(?:#.*)?$",
                                Pattern.MULTILINE)
                        .matcher(text);
        @Nullable String last = null;
        while (line.find()) {
            last = line.group(2);
        }
        return last;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
