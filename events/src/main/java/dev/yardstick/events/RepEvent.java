package dev.yardstick.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What happens to a rep; the stream is {@link Streams#rep}. */
public sealed interface RepEvent extends Event {

    /** The rep's id. */
    String rep();

    /**
     * A rep was hired; team and manager hold for all earlier days too.
     *
     * @param on the day as of which the fields were stated
     * @param timeZone an IANA name
     * @param manager the manager's id
     * @param calendar the id of a holiday calendar
     */
    record RepHired(
            String rep,
            LocalDate on,
            Personal name,
            @Nullable Personal email,
            String team,
            @Nullable String manager,
            LocalDate hiredOn,
            String timeZone,
            @Nullable String calendar)
            implements RepEvent {}

    /**
     * Fields other than team and manager were stated anew as of a day; all of them, changed or not.
     */
    record RepAmended(
            String rep,
            LocalDate on,
            Personal name,
            @Nullable Personal email,
            LocalDate hiredOn,
            String timeZone,
            @Nullable String calendar)
            implements RepEvent {}

    /** The rep belongs to another team or manager from a day on. */
    record RepTransferred(String rep, LocalDate on, String team, @Nullable String manager)
            implements RepEvent {}

    /**
     * The rep is away; nothing is owed on these days.
     *
     * @param absence an id of its own within the rep's stream
     * @param to the last day, included; null: until it is cancelled
     */
    record RepAbsent(String rep, String absence, LocalDate from, @Nullable LocalDate to)
            implements RepEvent {}

    /** An absence did not take place. */
    record RepAbsenceCancelled(String rep, String absence) implements RepEvent {}

    /** The rep leaves; {@code on} is the last day. */
    record RepLeft(String rep, LocalDate on) implements RepEvent {}

    /**
     * The key of all texts about the rep was destroyed; what was counted stays.
     *
     * @param reason why, as a code such as {@code requested}
     */
    record RepErased(String rep, String reason) implements RepEvent {}

    /** What her manager wants to come back to; it changes no figure. */
    sealed interface Agenda extends RepEvent {}

    /**
     * What is to be spoken about was put off: a clause, a version, or without either that nothing
     * is expected of her. The latest about the same counts.
     *
     * @param on the day on which it was put off
     * @param until the day on which it is due again; {@code on} itself: it is due after all
     * @param reason why it can wait
     */
    record MatterSnoozed(
            String rep,
            @Nullable String expectation,
            @Nullable String clause,
            @Nullable Integer version,
            LocalDate on,
            LocalDate until,
            Personal reason)
            implements Agenda {}

    /**
     * Something was agreed on with her.
     *
     * @param agreement an id of its own within the rep's stream
     * @param on the day of the talk
     * @param what is to be done
     * @param by who does it
     * @param until the last day by which it is to be done
     * @param conversation the talk that was logged by hand
     */
    record AgreementMade(
            String rep,
            String agreement,
            LocalDate on,
            Personal what,
            Clause.OwedBy by,
            LocalDate until,
            @Nullable String conversation)
            implements Agenda {}

    /** What became of what was agreed on. */
    enum Outcome implements Coded {
        KEPT,
        NOT_KEPT,
        DROPPED
    }

    /** It was said what became of an agreement; the latest counts. */
    record AgreementSettled(String rep, String agreement, LocalDate on, Outcome outcome)
            implements Agenda {}

    /**
     * A talk with her was planned.
     *
     * @param talk an id of its own within the rep's stream
     * @param on the day on which it is to be
     * @param note what it is to be about
     */
    record TalkPlanned(String rep, String talk, LocalDate on, @Nullable Personal note)
            implements Agenda {}

    /** A planned talk is not to be. */
    record TalkCancelled(String rep, String talk) implements Agenda {}
}
