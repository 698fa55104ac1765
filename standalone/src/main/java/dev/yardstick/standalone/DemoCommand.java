package dev.yardstick.standalone;

import dev.yardstick.command.log.RecordingClock;
import dev.yardstick.standalone.client.RefusedException;
import dev.yardstick.standalone.demo.DemoData;
import dev.yardstick.standalone.demo.DemoLive;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./yardstick demo}: everything, with a year of two teams. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything with a generated year of two teams, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    /** One of the ten: the rep's token is hers. */
    private static final String REP = "ines-moreau";

    private static final int MAX_PER_MINUTE = 600;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();

    @Option(
            names = "--live",
            arity = "0..1",
            paramLabel = "PER_MINUTE",
            fallbackValue = "30",
            description =
                    "then go on telling what the team does now: so many CRM events a minute, from"
                            + " 1 to 600 (default: ${FALLBACK-VALUE})")
    private @Nullable Integer live;

    @Override
    public Integer call() throws Exception {
        if (live != null && (live < 1 || live > MAX_PER_MINUTE)) {
            throw new ParameterException(
                    spec.commandLine(), "--live must be from 1 to " + MAX_PER_MINUTE);
        }
        return Serving.run(spec, options, this::load);
    }

    private void load(Server server) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Telling it a year of a team of eight and one of two …");
        out.flush();
        try {
            String admin = token(server, "admin");
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            DemoData.Loaded loaded = tell(server, admin, today);
            out.println(
                    "The year ends on %s; %s CRM events were new."
                            .formatted(loaded.until(), loaded.events()));
            server.bindTokenOfRep(REP);
            if (live != null) {
                goOn(server, live);
            }
        } catch (RefusedException refused) {
            throw new IOException("The demo was refused: " + refused.getMessage(), refused);
        }
    }

    /** To a log that has nothing yet, as recorded day by day; to any other, as recorded now. */
    private static DemoData.Loaded tell(Server server, String admin, LocalDate today)
            throws IOException, InterruptedException {
        RecordingClock clock = server.recordingClock();
        Consumer<Instant> recordedAt = clock.isBeforeAll() ? clock::tell : any -> {};
        try {
            return DemoData.load(
                    server.commandAddress(), admin, token(server, "crm"), today, recordedAt);
        } finally {
            clock.tell(null);
        }
    }

    /** Until the process ends. */
    private void goOn(Server server, int perMinute) {
        PrintWriter out = spec.commandLine().getOut();
        String crm = token(server, "crm");
        Thread.ofPlatform()
                .daemon()
                .name("demo-live")
                .start(() -> {
                    try {
                        DemoLive.run(server.commandAddress(), crm, perMinute, out);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static String token(Server server, String role) {
        return Objects.requireNonNull(server.tokens().get(role), role);
    }
}
