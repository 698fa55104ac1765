package dev.yardstick.standalone;

import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.SignerKey;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.command.privacy.KeyRing;
import dev.yardstick.standalone.auditing.Whole;
import dev.yardstick.standalone.auditing.WitnessOptions;
import dev.yardstick.standalone.backup.PersonsKeys;
import dev.yardstick.standalone.backup.Restoration;
import dev.yardstick.standalone.backup.Restoration.Restored;
import dev.yardstick.standalone.backup.Saved;
import dev.yardstick.standalone.backup.Trouble;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./yardstick restore}: puts a backup, or the log of an export, into an empty installation.
 * Exit code 0 when it is there, 1 when not, 2 for a wrong command line.
 */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a backup into a data directory without a database, or into two empty databases.",
            "Of an export, the log alone."
        },
        footer = {
            "",
            "Everything is verified before it is written. One that was cut off is begun again by the"
                    + " same command; no server starts on it before.",
            "Exit code 0 when everything is there, 1 when not."
        })
final class RestoreCommand implements Callable<Integer> {

    /** What belongs to a data directory and lies in no backup. */
    private static final List<String> KEPT_ELSEWHERE =
            List.of("persons.key", "secrets.key", "ledger.key", "token.key", "erasures.list");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "what ./yardstick backup or export wrote")
    private Path folder = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            description = "leave out what was recorded after this position")
    private @Nullable Long to;

    @Option(
            names = "--without",
            paramLabel = "TABLE",
            description =
                    "leave out a table that is damaged and of which there is no other copy, such as"
                            + " command.parked; may be repeated")
    private List<String> without = List.of();

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "where the keys and erasures.list are kept: what the data directory lacks is"
                            + " copied from there")
    private @Nullable Path keys;

    @Mixin private DatabaseOptions databases = new DatabaseOptions();
    @Mixin private WitnessOptions witness = new WitnessOptions();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Saved saved = Saved.in(folder).without(without);
            PersonsKeys persons = persons();
            Restoration restoration =
                    new Restoration(saved, to == null ? saved.position() : to, persons, err);
            DatabaseOptions.Both own = databases.own(System.getenv());
            if (own != null) {
                Hash root = restoration.verify(BackupCommand.kept(witness));
                say(saved, restoration.into(own.commands(), own.queries(), root), own);
            } else {
                say(saved, intoData(restoration), null);
            }
            return 0;
        } catch (IOException stopped) {
            err.println("Nothing was restored: " + Trouble.of(stopped));
            return 1;
        }
    }

    private @Nullable PersonsKeys persons() {
        Path file = keys == null ? null : keys.resolve(PersonsKeys.FILE);
        return file == null || Files.notExists(file) ? null : new PersonsKeys(file);
    }

    private Restored intoData(Restoration restoration) throws IOException, InterruptedException {
        try (DataDirectory data = DataDirectory.open(databases.data);
                Logs _ = Logs.writeTo(data.path("logs"))) {
            for (String there : new String[] {"postgres", "kafka"}) {
                if (Files.exists(data.path(there))) {
                    throw new IOException(
                            "%s is there already, and nothing is written over it: name another --data, or move it away"
                                    .formatted(data.path(there)));
                }
            }
            Hash root = restoration.verify(BackupCommand.kept(witness));
            takeKeys(data);
            Path filling = data.path(DataDirectory.RESTORING);
            Restored restored;
            try (PostgresServer server =
                    PostgresServer.start(
                            filling,
                            data.path("programs"),
                            data.path("logs/postgres.log"),
                            Ports.choose(data.path("ports.properties"), Set.of()).postgres())) {
                restored = into(server, restoration, root);
            } catch (IOException failed) {
                FileSystemUtils.deleteRecursively(filling);
                throw failed;
            }
            Files.move(filling, data.path("postgres"), StandardCopyOption.ATOMIC_MOVE);
            Whole.forceDirectory(data.path(""));
            return restored;
        }
    }

    private static Restored into(PostgresServer server, Restoration restoration, Hash root)
            throws IOException {
        try {
            server.createDatabase(Services.COMMAND_DATABASE);
            server.createDatabase(Services.QUERY_DATABASE);
        } catch (SQLException e) {
            throw new IOException("no database can be made: " + e.getMessage(), e);
        }
        DatabaseOptions.Both both = DatabaseOptions.both(server.port(), server.password());
        return restoration.into(both.commands(), both.queries(), root);
    }

    private void takeKeys(DataDirectory data) throws IOException {
        if (keys == null) {
            return;
        }
        for (String name : KEPT_ELSEWHERE) {
            Path kept = keys.resolve(name);
            if (Files.exists(kept) && Files.notExists(data.path(name))) {
                DataDirectory.writePrivately(data.path(name), Files.readString(kept));
            }
        }
    }

    private void say(Saved saved, Restored restored, DatabaseOptions.@Nullable Both own)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "Restored from %s into %s: everything up to position %,d%n",
                folder,
                own == null ? databases.data : own.commands() + " and " + own.queries(),
                restored.position());
        out.printf(
                Locale.ROOT,
                "  log        %,d events, %,d reps, of %s%n",
                restored.events(),
                restored.reps(),
                saved.log() == null ? "a log without a checkpoint" : saved.log());
        out.printf(
                Locale.ROOT,
                "  ledger     %,d events, root %s%n",
                restored.position(),
                restored.root());
        if (restored.position() < saved.position()) {
            out.printf(
                    Locale.ROOT,
                    "  left out   positions %,d to %,d: other events get them now, so checkpoints of"
                            + " more than %,d events hold no longer, tell auditors; let CRMs tell"
                            + " again what they told since%n",
                    restored.position() + 1,
                    saved.position(),
                    restored.position());
        }
        if (saved.isExport()) {
            out.println(
                    """
                      not in it  secrets of connections: give them again; what was parked: let CRMs tell it again;
                                 what people want to be told; who read about whom\
                    """);
            if (persons() == null) {
                out.println(
                        """
                          NOT        the keys of persons are not there (%s): names and texts about them
                                     cannot be read any more, until they are written anew\
                        """
                                .formatted(
                                        keys == null
                                                ? "--keys names where "
                                                        + PersonsKeys.FILE
                                                        + " is kept"
                                                : keys.resolve(PersonsKeys.FILE)));
            }
        }
        if (own == null) {
            keys(saved, restored, true, out);
            out.printf(
                    "Start it with ./yardstick serve --data %s: Kafka starts empty, and the pages fill"
                            + " again from the log.%n",
                    databases.data);
        } else {
            if (Files.exists(databases.data.resolve(file(Purpose.PERSONS)))) {
                keys(saved, restored, false, out);
            }
            out.println(
                    "Start command-service first, with the same keys and the newest list of erasures:"
                            + " it empties the topic of events and fills it again. Then query-service.");
        }
        out.flush();
    }

    /**
     * Whether the keys in the data directory are those that are needed.
     *
     * @param served whether a server will read them there, or services are given them as settings
     */
    private void keys(Saved saved, Restored restored, boolean served, PrintWriter out)
            throws IOException {
        for (Purpose purpose : new Purpose[] {Purpose.PERSONS, Purpose.SECRETS}) {
            SortedMap<String, Long> sealed =
                    restored.sealed().getOrDefault(purpose, new TreeMap<>());
            long all = sealed.values().stream().mapToLong(Long::longValue).sum();
            sealed.keySet().removeAll(opened(purpose));
            long closed = sealed.values().stream().mapToLong(Long::longValue).sum();
            String file =
                    served ? databases.data.resolve(file(purpose)).toString() : purpose.variable();
            out.println(
                    closed == 0
                            ? String.format(
                                    Locale.ROOT,
                                    "  %-10s %,d sealed rows, which %s opens",
                                    name(purpose),
                                    all,
                                    file)
                            : String.format(
                                    Locale.ROOT,
                                    "  NOT        %,d of %,d sealed rows of %s, which need the key %s: put"
                                            + " it into %s before you start",
                                    closed,
                                    all,
                                    name(purpose),
                                    String.join(", ", sealed.keySet()),
                                    file));
        }
        Path ledger = databases.data.resolve(file(Purpose.LEDGER));
        if (saved.log() != null && !saved.log().equals(logOf(ledger))) {
            out.printf(
                    "  NOT        %s is not there or not the key of %s: put that one there before you start, or the log gets another name%n",
                    served ? ledger : Purpose.LEDGER.variable(), saved.log());
        }
        Path erasures = databases.data.resolve("erasures.list");
        out.printf(
                Files.exists(erasures)
                        ? "  erasures   %s is applied at the start, before anybody reads%n"
                        : "  NOT        %s is not there: if anybody was ever erased, put the newest one there before you start, or she can be read about again%n",
                served ? erasures : "the file of YARDSTICK_ERASURES_FILE");
    }

    private static String name(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private static String file(Purpose purpose) {
        return name(purpose) + ".key";
    }

    /** What the keys in the data directory open: what is not sealed, too. */
    private Set<String> opened(Purpose purpose) throws IOException {
        List<byte[]> there = bytes(databases.data.resolve(file(purpose)));
        Set<String> kids = new HashSet<>(Set.of(KeyRing.OPEN));
        if (!there.isEmpty()) {
            kids.addAll(new KeyRing(purpose.setting(), there).kids());
        }
        return kids;
    }

    private static @Nullable String logOf(Path ledger) throws IOException {
        List<byte[]> key = bytes(ledger);
        return key.isEmpty() ? null : new SignerKey(key.getFirst()).verifier().name();
    }

    private static List<byte[]> bytes(Path file) throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            return Arrays.stream(Files.readString(file).strip().split("[\\s,]+"))
                    .map(Base64.getDecoder()::decode)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " must hold keys, Base64 of 32 bytes each, one a line", e);
        }
    }
}
