package dev.yardstick.command.web;

import dev.yardstick.command.access.Rights;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.company.Fix;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    /** {@code {base, rates: {"USD": "0.92"}}}: what one unit is worth in base currency. */
    @PutMapping(path = "/api/v1/rates/{year}", consumes = JSON)
    Reached rates(@PathVariable String year, HttpServletRequest request) throws IOException {
        if (!year.matches("(19|2[0-9])[0-9]{2}")) {
            throw new InvalidException("year", Reason.YEAR);
        }
        Fields body = Bodies.fields(request);
        String base = body.required("base", body.currency("base"), "EUR", Reason.CURRENCY);
        SortedMap<String, BigDecimal> rates = new TreeMap<>();
        Fields stated = body.object("rates");
        if (stated == null) {
            body.fault("rates", Reason.RATES);
        } else {
            stated.rest().keySet().forEach(code -> rate(stated, code, base, rates));
        }
        body.refuseUnknown();
        body.done();
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

    /** {@code {days: […]}}. */
    @PutMapping(path = "/api/v1/calendars/{calendar}", consumes = JSON)
    Reached calendar(@PathVariable String calendar, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
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
        body.refuseUnknown();
        body.done();
        return fix(new HolidaysFixed(Bodies.id("calendar", calendar), days));
    }

    /** {@code {statement?, clauses: […]}}: what the expectations of a role start from. */
    @PutMapping(path = "/api/v1/templates/{template}", consumes = JSON)
    Reached template(@PathVariable String template, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
        String id = Bodies.id("template", template);
        TemplateSet event =
                new TemplateSet(
                        id,
                        body.freeText("statement"),
                        new ClauseReader(Streams.template(id), null).read(body));
        body.refuseUnknown();
        body.done();
        return fix(event);
    }

    /** {@code {on, attainment, alpha, beta}}: how likelihoods of a kind are calibrated. */
    @PutMapping(path = "/api/v1/calibrations/{kind}", consumes = JSON)
    Reached calibration(@PathVariable String kind, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
        if (!FORECAST.contains(kind)) {
            body.fault("kind", Reason.ONE_OF.of(String.join(", ", FORECAST)));
        }
        ForecastCalibrated event =
                new ForecastCalibrated(
                        kind,
                        body.requiredDate("on"),
                        number(body, "attainment"),
                        number(body, "alpha"),
                        number(body, "beta"));
        if (event.attainment().signum() <= 0) {
            body.fault("attainment", Reason.ABOVE_ZERO);
        }
        body.refuseUnknown();
        body.done();
        return fix(event);
    }

    private static BigDecimal number(Fields body, String field) {
        return body.required(
                field, body.decimal(field, RATE_DECIMALS), BigDecimal.ONE, Reason.NUMBER);
    }

    private Reached fix(CompanyEvent event) {
        rights.requireUnbound();
        return Reached.by(commands.send(new Fix(event), "api"));
    }
}
