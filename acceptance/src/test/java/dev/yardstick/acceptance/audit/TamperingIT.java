package dev.yardstick.acceptance.audit;

import static dev.yardstick.acceptance.audit.Audits.export;
import static dev.yardstick.acceptance.audit.Audits.verify;
import static dev.yardstick.acceptance.audit.Audits.witness;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.acceptance.audit.Audits.Audit;
import dev.yardstick.acceptance.crm.simulated.SimulatedLog;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to the log, to what query-service made of it, or to an export: {@code verify}
 * finds it, given a checkpoint that was kept elsewhere. And it finds nothing where nothing was
 * done. {@code -Dyardstick.tamperings} and {@code -Dyardstick.clean} say how often, {@code
 * -Dyardstick.first} with which number to begin; a number tells the same again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TamperingIT {

    private static final int TAMPERINGS = Integer.getInteger("yardstick.tamperings", 50);
    private static final int CLEAN = Integer.getInteger("yardstick.clean", 5);
    private static final int FIRST = Integer.getInteger("yardstick.first", 0);
    private static final int EVENTS = 300;

    @TempDir private static Path work = Path.of("");

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static Server server() {
        return SERVER.get();
    }

    @Test
    @Order(1)
    void everyTamperingIsFoundAgainstACheckpointKeptElsewhere() throws Exception {
        SimulatedLog.tell(server(), 1, EVENTS);
        Path genuine = work.resolve("genuine");
        export(server(), genuine);
        String[] witness = witness(genuine, work.resolve("kept"));
        assertThat(verify(genuine, witness)).extracting(Audit::exit).isEqualTo(0);

        List<String> unseen = new ArrayList<>();
        try (ForgedLog forged = new ForgedLog(server(), SERVER.data());
                ForgedFigures figures = new ForgedFigures(server())) {
            for (int i = FIRST; i < FIRST + TAMPERINGS; i++) {
                Path folder = work.resolve("bent");
                delete(folder);
                Random random = new Random(i);
                String how = tamper(i, random, forged, figures, genuine, folder);
                Audit audit = verify(folder, witness);
                if (audit.exit() != 1 || !audit.said().contains("DOES NOT HOLD")) {
                    unseen.add("yardstick.first=" + i + ", " + how + ":\n" + audit.said());
                }
            }
        }
        assertThat(unseen).isEmpty();
    }

    /** Half of them in the databases, half in a folder. */
    private static String tamper(
            int i,
            Random random,
            ForgedLog forged,
            ForgedFigures figures,
            Path genuine,
            Path folder)
            throws Exception {
        if (i % 2 == 0) {
            Bend bend = Bend.values()[i / 2 % Bend.values().length];
            Folder bent = Folder.copy(genuine, folder);
            bend.bend(bent, random);
            if (bend.agreesWithItself()) {
                assertThat(verify(folder))
                        .as("%s, number %d, by itself", bend, i)
                        .extracting(Audit::exit)
                        .isEqualTo(0);
            }
            return "bent " + bend;
        }
        int kind = i / 2 % (Forgery.values().length + 1);
        if (kind == Forgery.values().length) {
            return forge(figures, random, genuine, folder);
        }
        Forgery forgery = Forgery.values()[kind];
        forgery.commit(forged, random);
        boolean signed = forgery.leavesNoHole() && random.nextBoolean();
        if (signed) {
            forged.signAnew();
        }
        export(server(), forged.address(), folder);
        forged.restore();
        return "forged " + forgery + (signed ? ", and signed with the log's own key" : "");
    }

    /** Until a figure is another: not every fact counts somewhere. */
    private static String forge(ForgedFigures figures, Random random, Path genuine, Path folder)
            throws Exception {
        String how;
        do {
            delete(folder);
            how = figures.forge(random);
            export(server(), folder);
            figures.restore();
        } while (Files.mismatch(genuine.resolve("figures.ndjson"), folder.resolve("figures.ndjson"))
                < 0);
        return how;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    @Order(2)
    void cleanRunsGiveNoAlarm() throws Exception {
        Path folder = work.resolve("clean");
        String[] witness = null;
        for (int seed = FIRST + 2; seed < FIRST + 2 + CLEAN; seed++) {
            SimulatedLog.tell(server(), seed, Integer.MAX_VALUE);
            export(server(), folder);
            Audit audit =
                    verify(
                            folder,
                            witness == null ? witness(folder, work.resolve("kept")) : witness);
            assertThat(audit.exit()).as("seed %d: %s", seed, audit.said()).isZero();
            witness = witness(folder, work.resolve("kept"));
        }
        assertThat(Files.readAllLines(folder.resolve("figures.ndjson")))
                .hasSizeGreaterThan(CLEAN * 10);
    }

    @Test
    @Order(3)
    void anExportThatWasCutShortIsNoneAndIsMadeWholeByTheNext() throws Exception {
        Path folder = work.resolve("cut");
        export(server(), folder);
        Files.createDirectory(folder.resolve("incomplete"));
        Files.copy(folder.resolve("key.txt"), folder.resolve("incomplete/key.txt"));
        Files.delete(folder.resolve("manifest.json"));
        assertThat(verify(folder).said()).contains("manifest.json is missing", "DOES NOT HOLD");

        export(server(), folder);
        assertThat(verify(folder).exit()).isZero();
        assertThat(folder.resolve("incomplete")).doesNotExist();
    }

    @Test
    @Order(4)
    void aFolderOfSomethingElseIsLeftAsItIs() throws Exception {
        Path folder = Files.createDirectory(work.resolve("mine"));
        Files.writeString(folder.resolve("letters.txt"), "to my mother");
        assertThatThrownBy(() -> export(server(), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither empty nor an export");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("letters.txt"));
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
