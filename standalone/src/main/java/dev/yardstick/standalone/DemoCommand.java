package dev.yardstick.standalone;

import dev.yardstick.standalone.demo.DemoData;
import dev.yardstick.standalone.importing.RefusedException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code ./yardstick demo}: everything, with a year of a team of eight. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything with a generated year of a team of eight, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    /** One of the eight: the rep's token is hers. */
    private static final String REP = "ines-moreau";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        return Serving.run(spec, options, this::load);
    }

    private void load(Server server) throws IOException, InterruptedException {
        spec.commandLine().getOut().println("Telling it a year of a team of eight …");
        spec.commandLine().getOut().flush();
        try {
            DemoData.Loaded loaded =
                    DemoData.load(
                            server.commandAddress(),
                            token(server, "admin"),
                            token(server, "crm"),
                            LocalDate.now(ZoneOffset.UTC));
            spec.commandLine()
                    .getOut()
                    .println(
                            "The year ends on "
                                    + loaded.until()
                                    + "; "
                                    + loaded.events()
                                    + " CRM events were new.");
            server.bindTokenOfRep(REP);
        } catch (RefusedException refused) {
            throw new IOException("The demo was refused: " + refused.getMessage(), refused);
        }
    }

    private static String token(Server server, String role) {
        return Objects.requireNonNull(server.tokens().get(role), role);
    }
}
