package dev.yardstick.command.intake.delivery;

import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.message.CrmSnapshot;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a notice of a CRM would amount to.
 *
 * @param outcome {@code accepted}, {@code fetching}, {@code ignored} or {@code parked}
 * @param reason why it would be parked or counts nowhere
 * @param tells what would be recorded
 * @param fetches the records that would be fetched
 * @param record what was fetched to be tried; null: nothing, the notice itself was tried
 */
public record Trial(
        String outcome,
        @Nullable String reason,
        List<Told> tells,
        List<Instruction.Fetch> fetches,
        Instruction.@Nullable Fetch record) {

    /**
     * Something that would be recorded.
     *
     * @param what a type such as {@code crm.call.logged}, a deal that is won, or {@code account}
     * @param subject the CRM's record
     * @param date its business date in UTC
     */
    public record Told(
            String what,
            String subject,
            @Nullable String rep,
            @Nullable String account,
            @Nullable LocalDate date,
            @Nullable BigDecimal amount,
            @Nullable String currency) {

        private static Told of(CrmSnapshot told) {
            String subject = told.crm().subject();
            Report report = told.report();
            return report == null
                    ? new Told(told.typeName(), subject, null, null, null, null, null)
                    : new Told(
                            told.typeName(),
                            subject,
                            report.rep(),
                            report.account(),
                            report.date(),
                            report.amount(),
                            report.currency());
        }

        private static Told of(Instruction.Account account) {
            return new Told(
                    "account",
                    account.record(),
                    account.owner(),
                    account.account(),
                    account.on(),
                    null,
                    null);
        }
    }

    /** One that the mapping does not cover. */
    public static Trial parked(String reason) {
        return new Trial(Result.PARKED.code(), reason, List.of(), List.of(), null);
    }

    /** What could not be fetched, so that nothing was tried. */
    public static Trial unfetched(String object, List<Instruction.Fetch> records, String problem) {
        return new Trial(Result.FETCHING.code(), object + ": " + problem, List.of(), records, null);
    }

    /** Whether it says only what would be fetched. */
    public boolean onlyFetches() {
        return outcome.equals(Result.FETCHING.code());
    }

    /** The same of a record that was fetched. */
    public Trial of(Instruction.Fetch fetched) {
        return new Trial(outcome, reason, tells, fetches, fetched);
    }

    /**
     * One that could be read.
     *
     * @param known whether there is a stream
     * @param account the record of an account that nobody knows and that would be fetched; null: it
     *     cannot be
     */
    static Trial of(
            List<CrmSnapshot> told,
            List<Instruction.Account> accounts,
            List<Instruction.Fetch> fetches,
            @Nullable String reason,
            Predicate<String> known,
            Function<String, Instruction.@Nullable Fetch> account) {
        List<Told> tells =
                Stream.concat(told.stream().map(Told::of), accounts.stream().map(Told::of))
                        .toList();
        List<String> unknown = new ArrayList<>();
        told.forEach(one -> unknown.addAll(one.named()));
        accounts.stream()
                .map(Instruction.Account::owner)
                .forEach(owner -> {
                    if (owner != null) {
                        unknown.add(Streams.rep(owner));
                    }
                });
        unknown.removeIf(known);
        List<Instruction.Fetch> asked = new ArrayList<>(fetches);
        unknown.removeIf(stream -> {
            Instruction.Fetch record = account.apply(stream);
            return record != null && asked.add(record);
        });
        if (!unknown.isEmpty()) {
            return new Trial(
                    Result.PARKED.code(),
                    "unknown " + String.join(", ", unknown).replace('/', ' '),
                    tells,
                    asked,
                    null);
        }
        Result result =
                !tells.isEmpty()
                        ? Result.ACCEPTED
                        : asked.isEmpty() ? Result.IGNORED : Result.FETCHING;
        return new Trial(result.code(), reason, tells, asked, null);
    }
}
