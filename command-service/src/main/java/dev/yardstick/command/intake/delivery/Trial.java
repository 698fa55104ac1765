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
 */
record Trial(
        String outcome,
        @Nullable String reason,
        List<Told> tells,
        List<Instruction.Fetch> fetches) {

    /**
     * Something that would be recorded.
     *
     * @param what a type such as {@code crm.call.logged}, a deal that is won, or {@code account}
     * @param subject the CRM's record
     * @param date its business date in UTC
     */
    record Told(
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
    static Trial parked(String reason) {
        return new Trial(Result.PARKED.code(), reason, List.of(), List.of());
    }

    /**
     * One that could be read.
     *
     * @param known whether there is a stream
     */
    static Trial of(
            List<CrmSnapshot> told,
            List<Instruction.Account> accounts,
            List<Instruction.Fetch> fetches,
            @Nullable String reason,
            Predicate<String> known) {
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
        if (!unknown.isEmpty()) {
            return new Trial(
                    Result.PARKED.code(),
                    "unknown " + String.join(", ", unknown).replace('/', ' '),
                    tells,
                    fetches);
        }
        Result result =
                !tells.isEmpty()
                        ? Result.ACCEPTED
                        : fetches.isEmpty() ? Result.IGNORED : Result.FETCHING;
        return new Trial(result.code(), reason, tells, fetches);
    }
}
