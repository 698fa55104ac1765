package dev.yardstick.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./yardstick serve}: everything, with the data that is there. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts everything, with the data that is there, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        return Serving.run(spec, options, server -> {});
    }
}
