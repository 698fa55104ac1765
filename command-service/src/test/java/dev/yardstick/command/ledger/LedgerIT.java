package dev.yardstick.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigstore.merkle.InclusionProofVerifier;
import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.RunningCommandService.Answer;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogSignal;
import dev.yardstick.command.log.LogTail;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LedgerIT {

    private static final String AUDIT = "/api/v1/audit/";

    private static final String RENAME =
            """
            update log
            set metadata = convert_to(replace(convert_from(metadata, 'UTF8'), '%s', '%s'), 'UTF8')
            where position = %d
            """;

    private static RunningCommandService service;
    private static Worker tailer;
    private static int hired;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        tailer = service.bean("ledgerWorker", Worker.class);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    /** Every test leaves the log and the ledger sound. */
    @AfterEach
    void isSound() {
        await(() -> problem() == null);
    }

    @Test
    void whatManyWriteAtOnceIsHashedSignedAndProven() throws Exception {
        List<Callable<Void>> senders = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            String name = "r" + sender + "-";
            senders.add(() -> {
                for (int i = 0; i < 40; i++) {
                    service.hire(name + i);
                }
                return null;
            });
        }
        Checkpoint early;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> sent = senders.stream().map(threads::submit).toList();
            early = open(get("checkpoints/latest"));
            for (Future<Void> each : sent) {
                each.get();
            }
        }

        Checkpoint latest = open(get("checkpoints/latest"));
        List<Hash> leaves = leaves();
        NaiveTree naive = new NaiveTree(leaves);
        assertThat(latest.size()).isEqualTo(leaves.size());
        assertThat(latest.size()).isGreaterThanOrEqualTo(320);
        assertThat(latest.root()).isEqualTo(naive.root(leaves.size()));
        assertThat(early.root()).isEqualTo(naive.root((int) early.size()));

        JsonNode consistency = get("proofs/consistency?from=" + early.size());
        assertThat(
                        Proofs.consistent(
                                early.size(),
                                latest.size(),
                                hashes(consistency),
                                early.root(),
                                latest.root()))
                .isTrue();
        for (int position : List.of(1, 100, 256, 257, leaves.size())) {
            JsonNode proof =
                    get("proofs/inclusion?position=" + position + "&size=" + latest.size());
            InclusionProofVerifier.verify(
                    leaves.get(position - 1).bytes(),
                    position - 1,
                    latest.size(),
                    hashes(proof).stream().map(Hash::bytes).toList(),
                    latest.root().bytes());
            assertThat(proof.required("leaf").stringValue())
                    .isEqualTo(leaves.get(position - 1).toString());
        }
        byte[] tile = service.bytes("auditor", AUDIT + "tiles/tile/0/000");
        assertThat(tile).hasSize(8_192);
        assertThat(new Hash(Arrays.copyOf(tile, 32))).isEqualTo(leaves.getFirst());
        assertThat(service.bytes("auditor", AUDIT + "tiles/tile/1/000.p/1"))
                .isEqualTo(naive.root(256).bytes());
    }

    @Test
    void aRestartGoesOnAndACrashBeforeTheTilesWereSavedLosesNothing() {
        hireMany(1);
        Checkpoint before = open(get("checkpoints/latest"));
        tailer.stop();
        hireMany(1);
        assertThat(size()).isEqualTo(before.size());
        Answer late = service.get("auditor", AUDIT + "checkpoints/latest");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.text()).contains("not yet");

        tailer.start();
        Checkpoint after = open(get("checkpoints/latest"));
        assertThat(after.root()).isEqualTo(new NaiveTree(leaves()).root((int) after.size()));
        assertThat(after.size()).isGreaterThan(before.size());
        assertThat(problem()).isNull();
    }

    @Test
    void ofTwoOneHashesAndTheOtherTakesOver() {
        Worker other =
                new Tailer(
                                service.bean(LedgerSettings.class),
                                service.bean(DataSource.class),
                                service.bean(Leads.class),
                                service.bean(LogReader.class),
                                service.bean(LogTail.class),
                                service.bean(LogSignal.class),
                                service.bean(TileRows.class),
                                service.bean(Checkpoints.class))
                        .worker();
        other.start();
        try {
            hireMany(1);
            open(get("checkpoints/latest"));
            tailer.stop();
            hireMany(1);
            Checkpoint taken = open(get("checkpoints/latest"));
            assertThat(taken.root()).isEqualTo(new NaiveTree(leaves()).root((int) taken.size()));
        } finally {
            other.stop();
            tailer.start();
        }
    }

    @Test
    void anAlteredEventStopsTheLedgerUntilItIsAsItWas() {
        hireMany(3);
        open(get("checkpoints/latest"));
        bend(RENAME.formatted("admin", "nimda", 2));
        await(() -> problem() != null);
        assertThat(problem()).contains("position 2");
        assertThat(service.get("auditor", AUDIT + "checkpoints/latest").status()).isEqualTo(409);
        assertThat(service.get("operator", "/actuator/health").status()).isEqualTo(200);

        bend(RENAME.formatted("nimda", "admin", 2));
        await(() -> problem() == null);
        hireMany(1);
        assertThat(open(get("checkpoints/latest")).root())
                .isEqualTo(new NaiveTree(leaves()).root(leaves().size()));
    }

    @Test
    void aCutTailAndAHoleAreNoticed() {
        hireMany(4);
        long size = open(get("checkpoints/latest")).size();
        bend("create table taken as select * from log where position = " + size);
        bend("delete from log where position = " + size);
        await(() -> problem() != null);
        assertThat(problem()).contains("position " + size);

        bend("insert into log select * from taken");
        await(() -> problem() == null);
        tailer.stop();
        hireMany(6);
        bend("truncate taken");
        bend("insert into taken select * from log where position = " + (size + 2));
        bend("delete from log where position = " + (size + 2));
        tailer.start();
        await(() -> problem() != null);
        assertThat(problem()).contains("position " + (size + 2) + " is missing");
        bend("insert into log select * from taken");
    }

    @Test
    void anotherPastIsNotSigned() {
        hireMany(3);
        long size = open(get("checkpoints/latest")).size();
        tailer.stop();
        bend(RENAME.formatted("admin", "nimda", 1));
        hashAllAgain();
        tailer.start();
        await(() -> problem() != null);
        assertThat(problem()).contains("the checkpoint of size " + size);
        tailer.stop();
        bend(RENAME.formatted("nimda", "admin", 1));
        hashAllAgain();
        tailer.start();
    }

    private static void hashAllAgain() {
        bend("delete from ledger_tile");
        bend("update ledger set size = 0, root = sha256('')");
    }

    @Test
    void onlyAuditorsAndAdminsReadIt() {
        hireMany(1);
        get("checkpoints/latest");
        for (String path :
                List.of(
                        "checkpoints",
                        "checkpoints/latest",
                        "checkpoints/key",
                        "proofs/inclusion?position=1",
                        "proofs/consistency?from=1",
                        "tiles/tile/0/000.p/1")) {
            for (String role : List.of("crm", "manager", "rep", "operator", "service")) {
                assertThat(service.get(role, AUDIT + path).status())
                        .as("%s as %s", path, role)
                        .isEqualTo(403);
            }
            assertThat(service.get("", AUDIT + path).status()).isEqualTo(401);
            assertThat(service.get("admin", AUDIT + path).status()).as(path).isEqualTo(200);
            assertThat(service.get("auditor", AUDIT + path).status()).as(path).isEqualTo(200);
        }
        assertThat(service.post("auditor", AUDIT + "checkpoints", "{}").status()).isEqualTo(403);
        for (String role : List.of("operator", "auditor", "admin")) {
            assertThat(service.get(role, AUDIT + "ledger").status()).as(role).isEqualTo(200);
        }
        for (String role : List.of("crm", "manager", "rep", "service")) {
            assertThat(service.get(role, AUDIT + "ledger").status()).as(role).isEqualTo(403);
        }
    }

    @Test
    void whatCannotBeAnsweredIsSaid() {
        hireMany(1);
        long size = open(get("checkpoints/latest")).size();
        assertWrong("checkpoints/latest?after=" + (size + 1), "after");
        assertWrong("checkpoints/latest?after=-1", "after");
        assertWrong("checkpoints?limit=0", "limit");
        assertWrong("checkpoints?cursor=x", "cursor");
        assertWrong("proofs/inclusion?position=0", "position");
        assertWrong("proofs/inclusion?position=" + (size + 1), "position");
        assertWrong("proofs/inclusion?position=1&size=" + (size + 1), "size");
        assertWrong("proofs/inclusion?position=1&size=0", "position");
        assertWrong("proofs/consistency?from=" + (size + 1), "from");
        assertWrong("proofs/consistency?from=1&to=" + (size + 1), "to");
        assertWrong("proofs/consistency?from=1&to=0", "from");
        assertThat(service.get("auditor", AUDIT + "proofs/inclusion").status()).isEqualTo(400);
        assertThat(service.get("auditor", AUDIT + "tiles/tile/0/001").status()).isEqualTo(404);
        assertThat(service.get("auditor", AUDIT + "tiles/tile/9/000").status()).isEqualTo(404);
    }

    @Test
    void checkpointsAreListedNewestFirstPageByPage() {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hireMany(1);
            sizes.addFirst(open(get("checkpoints/latest")).size());
        }
        List<Long> listed = new ArrayList<>();
        String path = "checkpoints?limit=2";
        while (true) {
            JsonNode page = get(path);
            page.required("items").forEach(item -> listed.add(open(item).size()));
            String next = page.required("next").stringValue(null);
            if (next == null) {
                break;
            }
            path = "checkpoints?limit=2&cursor=" + next;
        }
        assertThat(listed)
                .containsSubsequence(sizes)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a))
                .doesNotHaveDuplicates();
    }

    private void assertWrong(String path, String field) {
        Answer answer = service.get("auditor", AUDIT + path);
        assertThat(answer.status()).as(path).isEqualTo(422);
        assertThat(answer.json().required("errors").get(0).required("path").stringValue())
                .as(path)
                .isEqualTo(field);
    }

    private JsonNode get(String path) {
        Answer answer = service.get("auditor", AUDIT + path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Checkpoint open(JsonNode view) {
        VerifierKey key = VerifierKey.parse(get("checkpoints/key").required("key").stringValue());
        Checkpoint checkpoint = key.open(view.required("note").stringValue());
        assertThat(view.required("size").longValue()).isEqualTo(checkpoint.size());
        assertThat(view.required("root").stringValue()).isEqualTo(checkpoint.root().toString());
        return checkpoint;
    }

    private static List<Hash> hashes(JsonNode proof) {
        List<Hash> hashes = new ArrayList<>();
        proof.required("hashes").forEach(hash -> hashes.add(Hash.parse(hash.stringValue())));
        return hashes;
    }

    /** Of the lines as an auditor gets them. */
    private List<Hash> leaves() {
        return service.get("auditor", AUDIT + "events")
                .text()
                .lines()
                .map(line -> Hash.ofLeaf(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private long size() {
        return get("ledger").required("size").longValue();
    }

    private @Nullable String problem() {
        return get("ledger").required("problem").stringValue(null);
    }

    private static void hireMany(int count) {
        for (int i = 0; i < count; i++) {
            hired++;
            service.hire("rep" + hired);
        }
    }

    /** As who owns the database. */
    private static void bend(String sql) {
        service.jdbc().sql("alter table log disable trigger log_is_append_only").update();
        service.jdbc().sql(sql).update();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
