package dev.yardstick.command.intake.parking;

import dev.yardstick.command.account.ObserveAccount;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.events.Streams;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Registers and reclassifies accounts as connected CRMs show them, never by an older version. */
@Component
public record CrmAccounts(CommandSender commands, JdbcClient jdbc) {

    private static final String TAKEN =
            """
            insert into account_version as v (source, account, version) values (?, ?, ?)
            on conflict (source, account) do update set version = greatest(v.version, excluded.version)
            """;

    public boolean isKnown(String stream) {
        return jdbc.sql("select exists (select 1 from log where stream = ? and sequence = 0)")
                .param(stream)
                .query(Boolean.class)
                .single();
    }

    /** Whether a later version than that of an account was taken. */
    boolean isNewer(String stream, Instant version) {
        return jdbc.sql(
                        "select exists (select 1 from account_version where account = ? and version > ?)")
                .params(
                        stream.substring(Streams.account("").length()),
                        version.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    public Taken state(String source, Instruction.Account account) {
        Optional<Instant> taken =
                jdbc.sql("select version from account_version where source = ? and account = ?")
                        .params(source, account.account())
                        .query(OffsetDateTime.class)
                        .optional()
                        .map(OffsetDateTime::toInstant);
        if (taken.isPresent() && !taken.get().isBefore(account.version())) {
            return new Taken(Result.DUPLICATE, null, 0);
        }
        CommandSender.Done<?> done =
                commands.send(
                        new ObserveAccount(
                                account.account(),
                                account.on(),
                                account.name(),
                                account.tier(),
                                account.tellsOwner(),
                                account.owner()),
                        source);
        jdbc.sql(TAKEN)
                .params(source, account.account(), account.version().atOffset(ZoneOffset.UTC))
                .update();
        return new Taken(
                done.recorded() ? Result.ACCEPTED : Result.DUPLICATE, null, done.position());
    }
}
