package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.company.Fix;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Streams;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Fixes what holds for the whole company; not for a manager of one team. */
@RestController
record CompanyController(CommandSender commands, Rights rights) {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final int RATE_DECIMALS = 8;
    private static final int MAX_DAYS = 5_000;
    private static final List<String> FORECAST =
            Stream.of(MeasureKind.values())
                    .filter(MeasureKind::isForetold)
                    .map(MeasureKind::code)
                    .sorted()
                    .toList();

    /**
     * The plan's exchange rates.
     *
     * @param base the currency that others are worth something in
     * @param rates what one unit of another is worth, at most 8 decimals
     */
    record Rates(Currency base, Map<String, BigDecimal> rates) {}

    /** Fixes a year's exchange rates. */
    @PutMapping(path = "/api/v1/rates/{year}", consumes = JSON)
    Reached rates(@PathVariable String year, @RequestBody Form<Rates> form) throws IOException {
        if (!year.matches("(19|2[0-9])[0-9]{2}")) {
            throw new InvalidException("year", Reason.YEAR);
        }
        Fields body = form.fields();
        String base = body.required("base", body.currency("base"), "EUR", Reason.CURRENCY);
        SortedMap<String, BigDecimal> rates = new TreeMap<>();
        Fields stated = body.object("rates");
        if (stated == null) {
            body.fault("rates", Reason.RATES);
        } else {
            stated.rest().keySet().forEach(code -> rate(stated, code, base, rates));
        }
        body.finish();
        return fix(new RatesFixed(Integer.parseInt(year), base, rates));
    }

    private static void rate(
            Fields stated, String code, String base, SortedMap<String, BigDecimal> rates) {
        BigDecimal rate = stated.nonNegative(code, RATE_DECIMALS);
        if (!isCurrency(code)) {
            stated.fault(code, Reason.RATED_CURRENCY);
        } else if (code.equals(base)) {
            stated.fault(code, Reason.BASE_CURRENCY);
        } else if (rate != null && rate.signum() == 0) {
            stated.fault(code, Reason.ABOVE_ZERO);
        } else if (rate != null) {
            rates.put(code, rate);
        }
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    /** The days of a calendar on which nobody works. */
    record Holidays(List<LocalDate> days) {}

    /** Fixes the holidays of a calendar. */
    @PutMapping(path = "/api/v1/calendars/{calendar}", consumes = JSON)
    Reached calendar(@PathVariable String calendar, @RequestBody Form<Holidays> form)
            throws IOException {
        Fields body = form.fields();
        List<String> texts = body.texts("days");
        SortedSet<LocalDate> days = new TreeSet<>();
        if (texts == null || texts.size() > MAX_DAYS) {
            body.fault("days", Reason.DATES.of(MAX_DAYS));
        } else {
            for (int i = 0; i < texts.size(); i++) {
                try {
                    days.add(LocalDate.parse(texts.get(i)));
                } catch (DateTimeException e) {
                    body.fault("days[" + i + "]", Reason.DATE);
                }
            }
        }
        body.finish();
        return fix(new HolidaysFixed(Bodies.id("calendar", calendar), days));
    }

    /**
     * What the expectations of a role start from.
     *
     * @param statement what it means to be successful
     */
    record Template(@Nullable String statement, List<Promise> clauses) {}

    /** Fixes what the expectations of a role start from. */
    @PutMapping(path = "/api/v1/templates/{template}", consumes = JSON)
    Reached template(@PathVariable String template, @RequestBody Form<Template> form)
            throws IOException {
        Fields body = form.fields();
        String id = Bodies.id("template", template);
        TemplateSet event =
                new TemplateSet(
                        id,
                        body.freeText("statement"),
                        new ClauseReader(Streams.template(id), null).read(body));
        body.finish();
        return fix(event);
    }

    /**
     * How likelihoods are corrected.
     *
     * @param on from when
     * @param attainment what a rep usually attains
     * @param gamma what the straight line adds
     * @param clauses how many closed clauses taught it; left out: an admin's own numbers
     */
    record Calibration(
            LocalDate on,
            BigDecimal attainment,
            BigDecimal alpha,
            BigDecimal beta,
            @Nullable BigDecimal gamma,
            @Nullable Integer clauses)
            implements Fields.Checked {

        @Override
        public void check(Fields body) {
            if (attainment.signum() <= 0) {
                body.fault("attainment", Reason.ABOVE_ZERO);
            }
            if (clauses != null && clauses <= 0) {
                body.fault("clauses", Reason.ABOVE_ZERO);
            }
        }
    }

    /** Calibrates the likelihoods of a kind of clause. */
    @PutMapping(path = "/api/v1/calibrations/{kind}", consumes = JSON)
    Reached calibration(@PathVariable String kind, @RequestBody Form<Calibration> form)
            throws IOException {
        Fields body = form.fields();
        if (!FORECAST.contains(kind)) {
            body.fault("kind", Reason.ONE_OF.of(String.join(", ", FORECAST)));
        }
        Calibration c = body.read(Calibration.class);
        body.done();
        return recorded(
                new ForecastCalibrated(
                        kind, c.on(), c.attainment(), c.alpha(), c.beta(), c.gamma(), c.clauses()));
    }

    private Reached fix(CompanyEvent event) {
        rights.requireUnbound();
        return recorded(event);
    }

    private Reached recorded(CompanyEvent event) {
        return Reached.by(commands.send(new Fix(event), "api"));
    }
}
