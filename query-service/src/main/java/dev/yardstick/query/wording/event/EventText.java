package dev.yardstick.query.wording.event;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Coded;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.Recorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as a sentence, with its figures, and with from and to where something changed. The
 * sentence of its type names what it has of it; what has to be put together first is put together
 * here.
 */
public final class EventText {

    private final Function<Personal, @Nullable String> texts;
    private final EventWording wording;
    private final RecordText records;
    private final Called called;

    /**
     * Tells in a language.
     *
     * @param texts about persons in clear; null without the key
     */
    public EventText(Function<Personal, @Nullable String> texts, Locale locale) {
        this(texts, locale, Called.BY_ID);
    }

    /** The same, where people and accounts are called by names. */
    public EventText(Function<Personal, @Nullable String> texts, Locale locale, Called called) {
        this.texts = texts;
        this.wording = new EventWording(locale);
        this.records = new RecordText(wording, called);
        this.called = called;
    }

    /**
     * An event at a position.
     *
     * @param versions of its CRM record, if it is of one, to compare it with
     * @param changes of the version of an expectation that it sets in force, in words
     */
    public String of(
            Event event, long position, List<Recorded<Event>> versions, List<String> changes) {
        Event before = RecordText.newestBefore(versions, position);
        String sentence = say("", event, before, changes);
        if (RecordText.isLate(event, before) && CrmRecord.report(event) != null) {
            sentence = wording.say("late", sentence, text(CrmRecord.version(event).time()));
        }
        return RecordText.isRestored(versions, position)
                ? wording.say("restored", sentence)
                : sentence;
    }

    /** What happened to a rep or an expectation, in a few words. */
    public String mark(Event event) {
        return say("mark.", event, null, List.of());
    }

    /** What somebody else's record did to an account that counts for the rep. */
    public String ofOthers(@Nullable String account) {
        return wording.say("others", account);
    }

    /**
     * A clause, or the statement, that differs from the version before.
     *
     * @param what statement; added, removed, or the field that changed
     */
    public String change(
            String clause, String what, @Nullable String before, @Nullable String after) {
        return switch (what) {
            case "statement" -> wording.say("statement-change", before, after);
            case "added" -> wording.say("clause-added", clause);
            case "removed" -> wording.say("clause-removed", clause);
            default ->
                    wording.say("clause-change", clause, wording.word("what", what), before, after);
        };
    }

    private String say(String style, Event event, @Nullable Event before, List<String> changes) {
        return wording.say(
                style + sentence(event, before), place -> filled(place, event, before, changes));
    }

    private @Nullable String filled(
            String place, Event event, @Nullable Event before, List<String> changes) {
        return switch (event) {
            case ExpectationSet set when place.equals("clauses") -> clauses(set);
            case ExpectationRevised revised when place.equals("changes") ->
                    wording.list(changes, "unchanged");
            case RepEvent rep when place.equals("name") ->
                    Objects.requireNonNullElse(text(value(rep, place)), rep.rep());
            case Event record when place.equals("changes") && !RecordText.isLate(record, before) ->
                    records.changes(record, before);
            case Event record when place.equals("changes") || place.equals("details") ->
                    records.details(record);
            default -> {
                Object value = value(event, place);
                String text = value instanceof String id ? called(event, place, id) : text(value);
                boolean isCode = place.equals("tier") || place.equals("strategy");
                yield text != null && isCode ? wording.value(text) : text;
            }
        };
    }

    /** A text of an event; where it is an id, what that is called. */
    private String called(Event event, String place, String text) {
        return switch (event) {
            case AccountEvent account when place.equals("owner") -> called.person().apply(text);
            case AccountAssigned account when place.equals("account") ->
                    called.account().apply(text);
            case OversightEvent given when place.equals("by") && given.kind() != Kind.UNIT ->
                    called.person().apply(text);
            case OversightEvent given
                    when place.equals("of")
                            && (given.kind() == Kind.SUPERIOR || given.kind() == Kind.DEPUTY) ->
                    called.person().apply(text);
            default -> text;
        };
    }

    /** The sentence of an event's type, or another where it says something else. */
    private static String sentence(Event event, @Nullable Event before) {
        return switch (event) {
            case RepAbsent e when e.to() == null -> "rep-absent-open";
            case ExpectationRevised e when e.restates() -> "expectation-restated";
            case OversightEvent e -> EventTypes.of(e).name() + "-" + e.kind().code();
            case DealWon e when before instanceof DealWon -> "deal-won-again";
            case DealLost e when before instanceof DealLost -> "deal-lost-again";
            default -> EventTypes.of(event).name();
        };
    }

    /** What an event has under a name, such as {@code on} or {@code report.date}. */
    private static @Nullable Object value(Event event, String path) {
        Object found = event;
        try {
            for (String name : path.split("\\.")) {
                found = Objects.requireNonNull(found).getClass().getMethod(name).invoke(found);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(event + " has no " + path, e);
        }
        return found;
    }

    private @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Personal personal -> {
                String text = texts.apply(personal);
                yield text == null || text.isEmpty() ? null : text;
            }
            case BigDecimal number -> wording.number(number);
            case LocalDate day -> wording.day(day);
            case Instant at -> wording.moment(at);
            case FactKind kind -> wording.word("kind", kind.code());
            case Reply reply -> wording.word("reply", reply.code());
            case Coded coded -> wording.word("code", coded.code());
            case Collection<?> all ->
                    all.stream().map(this::text).collect(Collectors.joining(", "));
            case Map<?, ?> all ->
                    all.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                            .collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private String clauses(ExpectationSet event) {
        return event.clauses().stream()
                .map(clause -> clause(clause, event.currency()))
                .collect(Collectors.joining("; "));
    }

    private String clause(Clause clause, String currency) {
        String opened = clause.title() == null ? null : texts.apply(clause.title());
        String title = opened == null ? clause.id() : opened;
        Clause.Target target = clause.target();
        return target == null
                ? title
                : wording.say(
                        "clause",
                        title,
                        wording.say(target.direction().code()),
                        amount(clause.measure(), target.amount(), currency));
    }

    private String amount(Measure measure, BigDecimal amount, String currency) {
        MeasureKind kind = MeasureKind.of(measure);
        if (kind.isMoney(measure)) {
            return wording.money(amount) + " " + currency;
        }
        return kind.isPercentage()
                ? wording.number(amount.movePointRight(2)) + " %"
                : wording.number(amount);
    }
}
