package dev.yardstick.standalone;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.standalone.client.TokenSigner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/**
 * {@code ./yardstick token}: a bearer token, alone on standard output, whether a server runs or
 * not.
 */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[list | revoke]",
        subcommands = {TokenListCommand.class, TokenRevokeCommand.class},
        description = {
            "Prints a bearer token that is valid for a year, or until a day.",
            "It is listed from its first use on."
        })
final class TokenCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(
            paramLabel = "ROLE",
            arity = "0..1",
            description = "crm, manager, rep, auditor, operator or admin")
    private @Nullable String role;

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

    @Option(names = "--name", paramLabel = "NAME", description = "what it is for")
    private @Nullable String name;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "its last day, in UTC, at most a year ahead (default: a year ahead)")
    private @Nullable LocalDate until;

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        if (role == null) {
            throw new ParameterException(line, "Missing required parameter: 'ROLE'");
        }
        Instant expiresAt = expiresAt(line);
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
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String token =
                TokenSigner.open(options.data)
                        .sign(
                                new TokenSigner.Wanted(
                                        id,
                                        name,
                                        role,
                                        person,
                                        sources.stream().map(String::strip).toList(),
                                        expiresAt));
        Map<String, Object> printed = new LinkedHashMap<>();
        printed.put("role", role);
        if (person != null) {
            printed.put("person", person);
        }
        printed.put("token", id.toString());
        new SecurityLog("yardstick", DataDirectory.securityLog(options.data), Clock.systemUTC())
                .note(SecurityLog.Kind.TOKEN_PRINTED, null, printed);
        line.getOut().println(token);
        return 0;
    }

    private Instant expiresAt(CommandLine line) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate last = today.plusDays(TokenSigner.MOST_DAYS);
        if (until == null) {
            return Instant.now().plus(Duration.ofDays(TokenSigner.MOST_DAYS));
        }
        if (until.isBefore(today) || until.isAfter(last)) {
            throw new ParameterException(
                    line, "--until must be from " + today + " to " + last + ", not " + until);
        }
        return until.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
