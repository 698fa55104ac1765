package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.audit.Audits;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.VerifierKey;
import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.Yardstick;
import dev.yardstick.standalone.backup.Backup;
import dev.yardstick.standalone.backup.BackupManifest;
import dev.yardstick.standalone.backup.Database;
import dev.yardstick.standalone.backup.PersonsKeys;
import dev.yardstick.standalone.backup.Restoration;
import dev.yardstick.standalone.backup.Saved;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged up to a backup's position is there after it was restored; erasures hold.
 */
class BackupIT {

    private static final String LINES = "application/x-ndjson";
    private static final Saved.Witness NONE = new Saved.Witness(null, null);

    /** So that a few hundred events are several files. */
    private static final long SEGMENT = 200_000;

    @TempDir private static Path work = Path.of("");

    private static @Nullable Server running;
    private static int databases;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = Servers.start(Files.createDirectory(work.resolve("data")));
        api().client().hire("robin", "Robin");
        api().client().expect("e", "robin", "1000");
        api().client().hire("nina", "Zwetsloot");
        tell("deal-", 1_000);
        api().crm(
                        LINES,
                        Scenario.won("nina", "waits", "1", 3, "5")
                                .replace("\"amount\"", "\"account\":\"nobodys\",\"amount\""))
                .must(202);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static Server server() {
        return Objects.requireNonNull(running);
    }

    private static Api api() {
        return Api.of(server());
    }

    private static long tell(String prefix, int deals) {
        return api().crm(LINES, Intake.lines("robin", prefix, 0, deals, new Random(deals)))
                .must(202)
                .position();
    }

    private static final String PERSON =
            "insert into credential (person, role, handle, since, changed)"
                    + " values ('kim', 'auditor', '\\x01', now(), now())";

    private static final String PASSKEY =
            "insert into passkey (id, person, name, public_key, attestation, transports, counter,"
                    + " made, asked) values ('\\x02', 'kim', 'phone', '\\x03', '\\x04',"
                    + " '{internal}', 5, now(), now())";

    private static final String PASSKEYS =
            "select person || ': ' || name from credential natural join passkey"
                    + " where handle = '\\x01' and public_key = '\\x03' and counter = 5";

    private static Database database(String service, String url) {
        return new Database(service, url, "yardstick", server().databasePassword());
    }

    private static BackupManifest backUp(Path folder, PrintWriter said) throws IOException {
        return new Backup(
                        database("command", server().commandDatabaseUrl()),
                        database("query", server().queryDatabaseUrl()),
                        folder,
                        SEGMENT,
                        said)
                .run();
    }

    private static PrintWriter unheard() {
        return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    @Test
    void everythingUpToThePositionIsThereAndWhoWasErasedSinceIsErased() throws Exception {
        Path folder = work.resolve("live");
        BackupManifest first;
        long acknowledged;
        try (Intake intake = new Intake(api(), "robin", 1)) {
            await().until(() -> intake.accepted() > 2);
            acknowledged = tell("before-", 10);
            first = backUp(folder, unheard());
            await().until(() -> intake.accepted() > 4);
        }
        assertThat(first.position()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(first.segments()).hasSizeGreaterThan(1);
        Audits.export(server(), work.resolve("export"));
        String[] kept = Audits.witness(work.resolve("export"), work.resolve("kept"));

        long end = tell("after-", 10);
        String known = api().timeline("robin", YEAR, end).text();
        api().query("/api/v1/reps/nina/timeline?" + YEAR, "Access-Reason", "her wish").must(200);
        assertThat(command("backup", folder.toString(), "--data", data().toString()))
                .contains("backed up to position %,d".formatted(end));
        assertThat(Saved.in(folder).segments())
                .hasSize(first.segments().size() + 1)
                .containsAll(first.segments());
        Saved.in(folder).verify(end, witness(work.resolve("kept")), unheard());
        assertThat(folder.resolve("runs/000001/command.personal_key.gz"))
                .as("no key of an earlier run is left")
                .doesNotExist();
        String events = api().audit("/api/v1/audit/events?to=" + end).must(200).text();
        api().post("/api/v1/reps/nina/erasure", "{\"reason\":\"requested\"}").must(200);

        Path restored = Files.createDirectory(work.resolve("restored"));
        Files.createSymbolicLink(restored.resolve("programs"), Servers.programs());
        killMidway(folder, restored);
        assertThat(
                        command(
                                "restore",
                                folder.toString(),
                                "--data",
                                restored.toString(),
                                "--keys",
                                data().toString()))
                .contains("everything up to position %,d".formatted(end), "2 reps", "erasures.list")
                .doesNotContain("NOT");
        try (Server second = Server.start(restored, 0)) {
            Api there = Api.of(second);
            assertThat(there.audit("/api/v1/audit/events?to=" + end).must(200).text())
                    .isEqualTo(events);
            assertThat(there.timeline("robin", YEAR + "&knownAt=" + end, end).text())
                    .isEqualTo(known);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> erased(there).contains("\"erasures\""));
            assertThat(there.timeline("nina", YEAR, end + 1).text())
                    .contains("\"erased\":true")
                    .doesNotContain("Zwetsloot");
            assertThat(there.operations("/api/v1/crm/parked").must(200).text())
                    .doesNotContain("waits");
            assertThat(there.query("/api/v1/audit/access?rep=nina").must(200).text())
                    .contains("GET /api/v1/reps/nina/timeline");
            assertThat(there.crm(LINES, Scenario.won("robin", "new", "1", 3, "1")).must(202).text())
                    .contains("\"accepted\":1");
            Audits.export(second, work.resolve("again"));
            assertThat(Audits.verify(work.resolve("again"), kept))
                    .satisfies(audit -> assertThat(audit.exit()).as(audit.said()).isZero());
        }
    }

    private static Saved.Witness witness(Path kept) throws IOException {
        return new Saved.Witness(
                VerifierKey.parse(Files.readString(kept.resolve("key"))),
                Files.readString(kept.resolve("checkpoint")));
    }

    private static String erased(Api api) {
        return api.audit("/api/v1/audit/events?type=rep-erased").must(200).text();
    }

    private static Path data() {
        return work.resolve("data");
    }

    @Test
    void anEarlierPositionAndAnExportAreRestoredIntoDatabasesOfOnesOwn() throws Exception {
        Path folder = work.resolve("earlier");
        Database queries = database("query", server().queryDatabaseUrl());
        ask(queries, PERSON);
        ask(queries, PASSKEY);
        long position = backUp(folder, unheard()).position();
        api().audit("/api/v1/audit/checkpoints/latest").must(200);
        tell("later-", 50);
        api().audit("/api/v1/audit/checkpoints/latest").must(200);
        long end = backUp(folder, unheard()).position();
        Both both = new Both();
        Restoration restoration = new Restoration(Saved.in(folder), position + 1, null, unheard());
        restoration.into(both.commands, both.queries, restoration.verify(NONE));

        assertThat(both.log()).isEqualTo(log(position + 1));
        assertThat(
                        asked(
                                both.commands,
                                "select max(size) <= %d from ledger_checkpoint"
                                        .formatted(position + 1)))
                .isEqualTo("t");
        assertThat(asked(both.commands, "select count(*) from parked")).isNotEqualTo("0");
        assertThat(asked(both.queries, PASSKEYS)).isEqualTo("kim: phone");
        assertThat(asked(both.commands, "select position from log_head"))
                .isEqualTo(String.valueOf(position + 1));
        assertThatThrownBy(() ->
                        restoration.into(both.commands, both.queries, restoration.verify(NONE)))
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> new Backup(both.commands, both.queries, folder, unheard()).run())
                .hasMessageContaining("an older state of it was put back");

        Path export = work.resolve("earlier-export");
        Audits.export(server(), export);
        PersonsKeys persons = new PersonsKeys(work.resolve("persons.sealed"));
        persons.save(database("command", server().commandDatabaseUrl()));
        Both ofExport = new Both();
        Restoration log = new Restoration(Saved.in(export), end, persons, unheard());
        log.into(ofExport.commands, ofExport.queries, log.verify(NONE));
        assertThat(ofExport.log()).isEqualTo(log(end));
        String keys = "select string_agg(k::text, ' ' order by person) from personal_key k";
        Database source = database("command", server().commandDatabaseUrl());
        assertThat(asked(ofExport.commands, keys)).contains("robin").isEqualTo(asked(source, keys));
        assertThatThrownBy(() ->
                        new Restoration(Saved.in(export), end + 1_000_000, null, unheard())
                                .verify(NONE))
                .hasMessageContaining("--to must be from 0");
    }

    /** Two databases that were just created. */
    private static final class Both {
        final Database commands = created("command");
        final Database queries = created("query");

        private static Database created(String service) {
            String name = service + databases++;
            ask(database("command", server().commandDatabaseUrl()), "create database " + name);
            return database(
                    service, server().commandDatabaseUrl().replace("yardstick_command", name));
        }

        String log() {
            return asked(commands, LOG);
        }

        /** What a service does first when it starts. */
        void migrate() {
            for (Database database : List.of(commands, queries)) {
                Flyway.configure()
                        .dataSource(database.url(), database.user(), database.password())
                        .locations("classpath:db/" + database.service())
                        .load()
                        .migrate();
            }
        }
    }

    private static final String LOG =
            "select count(*) || ' ' || md5(string_agg(l::text, chr(10) order by position)) from log l";

    private static String log(long to) {
        return asked(
                database("command", server().commandDatabaseUrl()),
                LOG + " where position <= " + to);
    }

    private static void ask(Database database, String sql) {
        asked(database, sql);
    }

    private static String asked(Database database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends as a kill does, whatever was about to be said then. */
    private static final class Killed extends Error {}

    private static PrintWriter dyingAfter(int lines) {
        int[] left = {lines};
        return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                if (left[0]-- == 0) {
                    throw new Killed();
                }
            }
        };
    }

    @Test
    void cutOffAnywhereTheBackupOfBeforeIsWholeAndTheNextCleansUp() throws Exception {
        Path folder = work.resolve("cut");
        BackupManifest before = backUp(folder, unheard());
        Map<String, Long> files = files(folder);
        tell("cut-", 700);
        int cuts = 0;
        boolean whole = false;
        while (!whole) {
            try {
                backUp(folder, dyingAfter(cuts));
                whole = true;
            } catch (Killed killed) {
                cuts++;
                Saved saved = Saved.in(folder);
                assertThat(saved.position()).isEqualTo(before.position());
                saved.verify(saved.position(), NONE, unheard());
                assertThat(files(folder)).containsAllEntriesOf(files);
            }
        }
        assertThat(cuts).isGreaterThan(10);
        Saved saved = Saved.in(folder);
        saved.verify(saved.position(), NONE, unheard());
        assertThat(saved.position()).isGreaterThanOrEqualTo(before.position() + 700);
        try (Stream<Path> left = Files.walk(folder.resolve("runs")).filter(Files::isRegularFile)) {
            assertThat(left.map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            saved.segments().stream().map(s -> s.file()),
                                            saved.tables().stream().map(t -> t.file()))
                                    .toList());
        }
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : all.toList()) {
                files.put(file.toString(), Files.size(file));
            }
        }
        return files;
    }

    @Test
    void cutOffAnywhereARestoreIsNotTakenForWholeAndIsBegunAgain() throws Exception {
        Path folder = work.resolve("half");
        backUp(folder, unheard());
        Saved saved = Saved.in(folder);
        Both both = new Both();
        int cuts = 0;
        boolean whole = false;
        while (!whole) {
            // Later ones are alike; each begins with all migrations.
            int at = cuts * 8;
            Restoration restoration =
                    new Restoration(saved, saved.position(), null, dyingAfter(at));
            try {
                restoration.into(both.commands, both.queries, root(saved));
                whole = true;
            } catch (Killed killed) {
                cuts++;
                assertThatThrownBy(both::migrate)
                        .hasMessageContaining("did not come to its end: begin it again");
            }
        }
        assertThat(cuts).isGreaterThan(1);
        both.migrate();
        assertThat(both.log()).isEqualTo(log(saved.position()));
    }

    private static Hash root(Saved saved) {
        return Hash.parse(saved.root());
    }

    /** kill -9 of a restore and its PostgreSQL, in the middle. */
    private static void killMidway(Path folder, Path directory) throws Exception {
        Process child =
                started(List.of(), "restore", folder.toString(), "--data", directory.toString());
        try (Stream<String> lines = child.inputReader().lines()) {
            assertThat(lines.anyMatch(line -> line.startsWith("query tables"))).isTrue();
        } finally {
            List<ProcessHandle> all = child.descendants().toList();
            child.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(ended -> ended.onExit().join());
        }
        assertThatThrownBy(() -> Server.start(directory, 0))
                .hasMessageContaining("did not come to its end: begin it again");
    }

    @Test
    void aDiskThatIsFullLeavesTheBackupOfBefore() throws Exception {
        Path folder = work.resolve("full");
        backUp(folder, unheard());
        long position = Saved.in(folder).position();
        tell("full-", 700);
        // 8 blocks of 512 bytes: less than the new events take.
        Process child =
                started(
                        List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"),
                        "backup",
                        folder.toString(),
                        "--data",
                        data().toString());
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isOne();
        assertThat(said)
                .contains(
                        "the disk takes no more",
                        "the backup up to position %,d stays as it was".formatted(position));
        Saved saved = Saved.in(folder);
        assertThat(saved.position()).isEqualTo(position);
        saved.verify(position, NONE, unheard());
        assertThat(backUp(folder, unheard()).position()).isGreaterThan(position);
    }

    @Test
    void whateverFileIsAlteredIsNamed() throws Exception {
        Path folder = work.resolve("bent");
        BackupManifest manifest = backUp(folder, unheard());
        assertThat(manifest.segments()).hasSizeGreaterThan(1);
        Random random = new Random(7);
        List<String> files = new ArrayList<>(manifest.files());
        for (String name : files) {
            Path file = folder.resolve(name);
            byte[] genuine = Files.readAllBytes(file);
            byte[] bent = genuine.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bent);
            assertThatThrownBy(() -> Saved.in(folder).verify(manifest.position(), NONE, unheard()))
                    .hasMessageContaining(name + " in " + folder + " is damaged");
            Files.write(file, genuine);
        }
        String second = manifest.segments().get(1).file();
        Files.delete(folder.resolve(second));
        assertThatThrownBy(() -> Saved.in(folder).verify(manifest.position(), NONE, unheard()))
                .hasMessageContaining(second)
                .hasMessageContaining("--to " + (manifest.segments().get(1).from() - 1));
        Saved.in(folder).verify(manifest.segments().getFirst().to(), NONE, unheard());

        Path other = Files.createDirectory(work.resolve("other"));
        Files.writeString(
                other.resolve("manifest.json"),
                manifestText(folder)
                        .replaceFirst(
                                "\"first\" : \"[^\"]*\"",
                                "\"first\" : \"" + manifest.root() + "\""));
        assertThatThrownBy(() -> backUp(other, unheard()))
                .hasMessageContaining("is a backup of another log");
    }

    private static String manifestText(Path folder) throws IOException {
        return Files.readString(folder.resolve("manifest.json"));
    }

    private static Process started(List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Yardstick.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What a command says that succeeds. */
    private static String command(String... arguments) throws Exception {
        Process process = started(List.of(), arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
