package dev.yardstick.query.view;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.forecast.Forecast;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.CadenceGauge;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.GrowthGauge;
import dev.yardstick.query.measure.MilestoneGauge;
import dev.yardstick.query.measure.Rule;
import dev.yardstick.query.measure.ShareGauge;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.measure.StateGauge;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Draws what is behind a clause's figures, as the gauge that told the figures tells it.
 *
 * @param streams finds the streams of CRM records by the positions of their events
 */
public record EvidenceAssembler(
        Known known, PersonalTexts texts, Function<Collection<Long>, Map<Long, String>> streams) {

    /** The ids of the expectations that ever had a clause. */
    public List<String> expectationsWith(String clause) {
        return having(clause).map(Profile::id).toList();
    }

    /** The ids of those that have it in force on a day. */
    public List<String> inForce(String clause, LocalDate on) {
        return having(clause)
                .filter(p -> new ClauseHistory(p, clause).isInLife(on))
                .map(Profile::id)
                .toList();
    }

    private Stream<Profile> having(String clause) {
        return known.profiles().stream()
                .filter(p -> !p.isTakenBack())
                .filter(p -> new ClauseHistory(p, clause).lives());
    }

    /** The first day of a clause's life in an expectation that has it. */
    public LocalDate firstDay(String expectation, String clause) {
        return new ClauseHistory(profile(expectation), clause).firstDay();
    }

    private Profile profile(String expectation) {
        return known.profiles().stream()
                .filter(p -> p.id().equals(expectation))
                .findFirst()
                .orElseThrow();
    }

    /** The evidence of a clause that is listed on a day. */
    public Evidence draw(String expectation, String clause, LocalDate on) {
        Profile profile = profile(expectation);
        TimelineAssembler.Judged judged =
                new TimelineAssembler(known, texts)
                        .judged(List.of(profile), on, true).stream()
                                .filter(j -> j.clause().id().equals(clause))
                                .findFirst()
                                .orElseThrow();
        Gauge gauge = judged.gauge();
        LocalDate last = gauge.clause().lastDay();
        LocalDate day = on.isAfter(last) ? last : on;
        return new Evidence(
                Timeline.Rep.of(known.rep(), on, texts),
                judged.clause(),
                day,
                known.at(),
                facts(gauge, day),
                held(gauge, day),
                gauge instanceof CadenceGauge cadence ? windows(cadence, day) : null,
                gauge instanceof ShareGauge share ? base(share, day) : null,
                gauge instanceof MilestoneGauge milestone ? milestone(milestone, day) : null,
                acknowledgement(gauge, day),
                gauge.segments(day).stream().map(s -> owed(profile, s)).toList(),
                profile.events().stream().map(EvidenceAssembler::said).toList(),
                verdict(gauge, day),
                raised(gauge, day));
    }

    private List<Evidence.Taken> facts(Gauge gauge, LocalDate day) {
        List<Gauge.Part> parts = gauge.parts(day);
        Map<Long, String> records =
                streams.apply(parts.stream().map(p -> p.fact().position()).toList());
        return parts.stream().map(part -> taken(gauge, part, records)).toList();
    }

    private Evidence.Taken taken(Gauge gauge, Gauge.Part part, Map<Long, String> records) {
        Fact fact = part.fact();
        return new Evidence.Taken(
                fact.position(),
                records.get(fact.position()),
                fact.date(),
                fact.kind().code(),
                fact.account(),
                plain(fact.amount(), true),
                fact.currency(),
                rate(gauge, fact),
                plain(fact.hours(), false),
                plain(fact.days(), false),
                plain(fact.rating(), false),
                Numbers.plain(fact.share(), false),
                part.base() == null ? null : Numbers.unrounded(part.base()),
                Numbers.unrounded(part.counted()),
                part.why());
    }

    private @Nullable String rate(Gauge gauge, Fact fact) {
        String currency = gauge.clause().profile().currency();
        boolean money =
                gauge.measure() instanceof Measure.Sum sum
                                && sum.quantity() == Measure.Quantity.AMOUNT
                        || gauge.measure() instanceof Measure.Share share
                                && share.quantity() == Measure.Quantity.AMOUNT;
        if (!money || fact.currency() == null || currency.equals(fact.currency())) {
            return null;
        }
        BigFraction rate = known.company().rate(fact.date().getYear(), fact.currency(), currency);
        return rate == null ? null : Numbers.unrounded(rate);
    }

    private static @Nullable String plain(@Nullable BigDecimal value, boolean money) {
        return value == null ? null : Numbers.plain(value, money);
    }

    private @Nullable List<Evidence.Held> held(Gauge gauge, LocalDate day) {
        if (!(gauge instanceof GrowthGauge || gauge instanceof StateGauge.OfAccounts)) {
            return null;
        }
        return gauge.held(day).stream()
                .map(held ->
                        new Evidence.Held(
                                held.account(),
                                held.sum() == null ? null : Numbers.unrounded(held.sum()),
                                held.needed() == null ? null : Numbers.unrounded(held.needed()),
                                Numbers.unrounded(held.counted()),
                                Objects.requireNonNull(known.accounts().get(held.account()))
                                        .events()
                                        .stream()
                                        .map(Recorded::position)
                                        .toList(),
                                held.facts().stream().map(AccountFact::position).toList()))
                .toList();
    }

    private static List<Evidence.Window> windows(CadenceGauge cadence, LocalDate day) {
        return cadence.windows().stream()
                .filter(window -> !window.last().isAfter(day))
                .map(window ->
                        new Evidence.Window(
                                window.first(),
                                window.last(),
                                cadence.number(window),
                                cadence.minimum(),
                                cadence.isKept(window)))
                .toList();
    }

    private static Evidence.Base base(ShareGauge share, LocalDate day) {
        FactKind of = ((Measure.Share) share.measure()).over().of();
        return new Evidence.Base(
                of == null ? "working-days" : of.code(), Numbers.unrounded(share.base(day)));
    }

    private Evidence.Milestone milestone(MilestoneGauge milestone, LocalDate day) {
        LocalDate start = milestone.start(day);
        Measure.Milestone measure = (Measure.Milestone) milestone.measure();
        String from = measure.from();
        return new Evidence.Milestone(
                measure.by() == null ? start : null,
                milestone.deadline(day),
                known.facts().stream()
                        .filter(fact -> fact.kind() == FactKind.TRAINING && from != null)
                        .filter(fact -> fact.share().signum() > 0)
                        .filter(fact -> (Measure.Milestone.TRAINING + fact.course()).equals(from))
                        .filter(fact -> fact.date().equals(start))
                        .map(Fact::position)
                        .sorted()
                        .toList());
    }

    private static Evidence.@Nullable Acknowledgement acknowledgement(Gauge gauge, LocalDate day) {
        if (!(gauge instanceof StateGauge.OfAgreement)) {
            return null;
        }
        ClauseHistory clause = gauge.clause();
        Long position = clause.profile().acknowledgedAt(clause.last().id(), day);
        return position == null ? null : new Evidence.Acknowledgement(position, "1");
    }

    private static Evidence.Owed owed(Profile profile, Gauge.Segment segment) {
        int version = profile.inForce(segment.to()).number();
        return new Evidence.Owed(
                segment.from(),
                segment.to(),
                segment.to().toEpochDay() - segment.from().toEpochDay() + 1,
                text(segment.target()),
                text(segment.accounts()),
                text(segment.season()),
                plain(segment.ramp(), false),
                segment.present(),
                Numbers.unrounded(segment.owed()),
                version,
                profile.positionOf(version));
    }

    private static @Nullable String text(@Nullable BigFraction value) {
        return value == null ? null : Numbers.unrounded(value);
    }

    private static Evidence.Said said(Recorded<ExpectationEvent> recorded) {
        return new Evidence.Said(
                Profile.versionOf(recorded.event()),
                EventTypes.of(recorded.event()).name(),
                EventDates.of(recorded.event()),
                recorded.position());
    }

    private static Evidence.Verdict verdict(Gauge gauge, LocalDate day) {
        Rule rule = Rule.of(gauge, day);
        BigFraction expected = gauge.expected(day);
        return new Evidence.Verdict(
                rule.standing(),
                rule.code(),
                rule.words(),
                text(gauge.delivered(day)),
                Numbers.unrounded(expected),
                Numbers.unrounded(gauge.fullTarget()),
                Numbers.unrounded(
                        switch (gauge.clause().direction()) {
                            case AT_LEAST -> expected.multiply(Rule.SLIPPING_SHARE);
                            case AT_MOST -> expected.divide(Rule.SLIPPING_SHARE);
                        }),
                gauge.lastDay());
    }

    private Evidence.@Nullable Raised raised(Gauge gauge, LocalDate day) {
        Forecast forecast = new Forecast(gauge);
        Feeds feeds = new Feeds(known.heard(), known.facts());
        List<Warnings.Spell> spells = new Warnings(gauge, forecast, feeds).until(day);
        if (spells.isEmpty() || spells.getLast().endedOn() != null) {
            return null;
        }
        return new Evidence.Raised(
                spells.getLast().raisedOn(),
                spells.getLast().run().stream()
                        .map(d -> {
                            Double likelihood = forecast.on(d);
                            return new Evidence.Day(
                                    d,
                                    Standing.of(gauge, d),
                                    likelihood == null ? null : Numbers.likelihood(likelihood));
                        })
                        .toList());
    }
}
