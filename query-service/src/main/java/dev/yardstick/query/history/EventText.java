package dev.yardstick.query.history;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.Clause;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.ParkedResolved;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An event as a sentence, with its figures, and with from and to where something changed. */
final class EventText {

    private final PersonalTexts texts;
    private final EventWording wording;
    private final RecordText records;

    EventText(PersonalTexts texts, Locale locale) {
        this.texts = texts;
        this.wording = new EventWording(locale);
        this.records = new RecordText(wording);
    }

    /**
     * What an event is compared with.
     *
     * @param versions of its CRM record, if it is of one
     * @param changes of the version of an expectation that it sets in force
     */
    record Context(List<Recorded<Event>> versions, List<Timeline.Change> changes) {}

    String of(LoggedEvent logged, Context context) {
        String sentence = sentence(logged, context);
        return RecordText.isRestored(context.versions(), logged.position())
                ? say("restored", sentence)
                : sentence;
    }

    private String sentence(LoggedEvent logged, Context context) {
        Event before = RecordText.newestBefore(context.versions(), logged.position());
        return switch (logged.event()) {
            case RepHired e ->
                    say("rep-hired", name(e.name(), e.rep()), e.team(), e.hiredOn(), e.timeZone());
            case RepAmended e ->
                    say("rep-amended", e.on(), name(e.name(), e.rep()), e.hiredOn(), e.timeZone());
            case RepTransferred e -> say("rep-transferred", e.team(), e.on());
            case RepAbsent e ->
                    e.to() == null
                            ? say("rep-absent-open", e.from())
                            : say("rep-absent", e.from(), e.to());
            case RepAbsenceCancelled e -> say("rep-absence-cancelled", e.absence());
            case RepLeft e -> say("rep-left", e.on());
            case RepErased e -> say("rep-erased", e.reason());
            case AccountRegistered e ->
                    say(
                            "account-registered",
                            e.account(),
                            e.name(),
                            e.on(),
                            e.owner(),
                            e.tier(),
                            e.strategy());
            case AccountReclassified e ->
                    say(
                            "account-reclassified",
                            e.account(),
                            e.name(),
                            e.on(),
                            e.tier(),
                            e.strategy());
            case AccountAssigned e -> say("account-assigned", e.account(), e.owner(), e.on());
            case ExpectationSet e ->
                    say("expectation-set", e.expectation(), e.from(), e.to(), clauses(e));
            case ExpectationRevised e ->
                    say(
                            e.restates() ? "expectation-restated" : "expectation-revised",
                            e.version(),
                            e.expectation(),
                            e.effectiveFrom(),
                            changes(context.changes()));
            case ExpectationCommunicated e ->
                    say(
                            "expectation-communicated",
                            e.version(),
                            e.expectation(),
                            e.on(),
                            part("how", text(e.how())) + part("by", text(e.by())));
            case ExpectationAcknowledged e ->
                    say(
                            "expectation-acknowledged",
                            e.version(),
                            e.expectation(),
                            e.on(),
                            some(e.clauses()) + part("reported", e.reportedBy()));
            case ExpectationDisputed e ->
                    say(
                            "expectation-disputed",
                            e.version(),
                            e.expectation(),
                            e.on(),
                            some(e.clauses())
                                    + part("reported", e.reportedBy())
                                    + part("how", text(e.comment())));
            case ExpectationClosed e -> say("expectation-closed", e.expectation(), e.on());
            case CommunicationWithdrawn e ->
                    say("communication-withdrawn", e.version(), e.expectation());
            case RatesFixed e -> say("rates-fixed", year(e.year()), e.base(), rates(e));
            case HolidaysFixed e -> say("holidays-fixed", e.calendar(), joined(e.days()));
            case TemplateSet e -> say("template-set", e.template());
            case ForecastCalibrated e ->
                    say(
                            "forecast-calibrated",
                            e.kind(),
                            e.on(),
                            wording.number(e.attainment()),
                            wording.number(e.alpha()),
                            wording.number(e.beta()));
            case ConnectionDefined e -> say("connection-defined", e.connection());
            case ParkedResolved e -> say("parked-resolved", e.parked(), e.act(), e.outcome());
            case ActivityRecorded e ->
                    late(
                            e,
                            before,
                            say(
                                    "activity-recorded",
                                    wording.word("kind", e.kind().code()),
                                    e.report().date(),
                                    records.details(e)));
            case ActivityCorrected e ->
                    late(
                            e,
                            before,
                            say(
                                    "activity-corrected",
                                    wording.word("kind", e.kind().code()),
                                    e.report().date(),
                                    changed(e, before)));
            case ActivityRetracted e -> say("activity-retracted", e.crm().time());
            case DealOpened e ->
                    late(e, before, say("deal-opened", e.report().date(), records.details(e)));
            case DealAdvanced e ->
                    late(e, before, say("deal-advanced", e.report().date(), changed(e, before)));
            case DealWon e ->
                    late(
                            e,
                            before,
                            RecordText.isWon(before)
                                    ? say("deal-won-again", e.report().date(), changed(e, before))
                                    : say("deal-won", e.report().date(), records.details(e)));
            case DealLost e ->
                    late(
                            e,
                            before,
                            RecordText.isLost(before)
                                    ? say("deal-lost-again", e.report().date(), changed(e, before))
                                    : say("deal-lost", e.report().date(), records.details(e)));
            case DealReopened e ->
                    late(e, before, say("deal-reopened", e.report().date(), changed(e, before)));
            case DealAmended e ->
                    late(e, before, say("deal-amended", e.report().date(), changed(e, before)));
            case DealRetracted e -> say("deal-retracted", e.crm().time());
        };
    }

    /** What somebody else's record did to an account that counts for the rep. */
    String ofOthers(@Nullable String account) {
        return say("others", account);
    }

    private String changed(Event event, @Nullable Event before) {
        return RecordText.isLate(event, before)
                ? records.details(event)
                : records.changes(event, before);
    }

    private String late(Event event, @Nullable Event before, String sentence) {
        return RecordText.isLate(event, before)
                ? say("late", sentence, RecordText.crm(event).time())
                : sentence;
    }

    private String say(String key, @Nullable Object... values) {
        return wording.say(key, values);
    }

    private String part(String key, @Nullable String text) {
        return text == null || text.isEmpty() ? "" : say(key, text);
    }

    private String some(@Nullable List<String> clauses) {
        return clauses == null ? "" : say("clauses", joined(clauses));
    }

    private static String joined(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(String.valueOf(value)));
        return String.join(", ", texts);
    }

    private @Nullable String text(Personal personal) {
        return texts.open(personal);
    }

    private String name(Personal name, String rep) {
        return texts.open(name, rep);
    }

    /** A year is a name, not a quantity. */
    private static String year(int year) {
        return String.valueOf(year);
    }

    private String rates(RatesFixed event) {
        return event.rates().entrySet().stream()
                .map(rate -> rate.getKey() + " " + wording.number(rate.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String clauses(ExpectationSet event) {
        return event.clauses().stream()
                .map(clause -> clause(clause, event.currency()))
                .collect(Collectors.joining("; "));
    }

    private String clause(Clause clause, String currency) {
        String title = texts.open(clause.title(), clause.id());
        Clause.Target target = clause.target();
        return target == null
                ? title
                : say(
                        "clause",
                        title,
                        say(target.direction().code()),
                        amount(clause.measure(), target.amount(), currency));
    }

    private String amount(Measure measure, BigDecimal amount, String currency) {
        return switch (measure) {
            case Measure.Sum(var of, Measure.Quantity quantity, var where)
                    when quantity == Measure.Quantity.AMOUNT ->
                    wording.money(amount) + " " + currency;
            case Measure.Share m -> percent(amount);
            case Measure.Cadence m -> percent(amount);
            case Measure.Coverage m -> percent(amount);
            case Measure.Growth m -> percent(amount);
            default -> wording.number(amount);
        };
    }

    private String percent(BigDecimal share) {
        return wording.number(share.movePointRight(2)) + " %";
    }

    private String changes(List<Timeline.Change> changes) {
        return wording.list(changes.stream().map(this::change).toList(), "unchanged");
    }

    private String change(Timeline.Change change) {
        return switch (change.what()) {
            case "added" -> say("clause-added", change.clause());
            case "removed" -> say("clause-removed", change.clause());
            default ->
                    say(
                            "clause-change",
                            change.clause(),
                            wording.word("what", change.what()),
                            change.before(),
                            change.after());
        };
    }
}
