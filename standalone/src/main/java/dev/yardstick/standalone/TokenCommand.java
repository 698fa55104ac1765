package dev.yardstick.standalone;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.standalone.client.TokenSigner;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./yardstick token}: a bearer token, alone on standard output. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a bearer token that is valid for a year.")
final class TokenCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "ROLE", description = "crm, manager, rep, auditor, operator or admin")
    private String role = "";

    @Option(
            names = "--person",
            paramLabel = "ID",
            description = "the rep or manager to whom it is bound")
    private @Nullable String person;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "a source that a crm token is bound to, such as /erp; may be repeated")
    private List<String> sources = List.of();

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        if (!TokenSigner.ROLES.contains(role)) {
            throw new ParameterException(
                    line, "Unknown role '" + role + "': it must be one of " + TokenSigner.ROLES);
        }
        if (!sources.isEmpty() && !role.equals("crm")) {
            throw new ParameterException(
                    line, "--source is for the role crm, which alone writes sources");
        }
        for (String source : sources) {
            if (source.isBlank() || CrmVersion.isReserved(source.strip())) {
                throw new ParameterException(
                        line, "--source must be a CRM's own, such as /erp, not '" + source + "'");
            }
        }
        if (role.equals("rep") && person == null) {
            line.getErr()
                    .println("This token is nobody's and opens nothing: name the rep by --person.");
        }
        TokenSigner tokens = TokenSigner.open(options.data);
        String token =
                sources.isEmpty()
                        ? tokens.sign(role, person)
                        : tokens.bound(sources.stream().map(String::strip).toList());
        Map<String, Object> printed = new LinkedHashMap<>();
        printed.put("role", role);
        if (person != null) {
            printed.put("person", person);
        }
        new SecurityLog("yardstick", DataDirectory.securityLog(options.data), Clock.systemUTC())
                .note(SecurityLog.Kind.TOKEN_PRINTED, null, printed);
        line.getOut().println(token);
        return 0;
    }
}
