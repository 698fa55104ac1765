package dev.yardstick.query.pages.settings;

import static dev.yardstick.query.pages.kit.Form.orNull;
import static dev.yardstick.query.pages.kit.Form.put;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What is fixed for the whole company: rates, holidays, templates, calibrations. */
@Controller
record SettingsController(
        Snapshots snapshots,
        Parameters parameters,
        KnownStore library,
        CommandServiceClient commands,
        Wording words,
        Frame frame) {

    /** What stands between a currency and its rate. */
    private static final String RATE = "[\\s=:]+";

    private Company company() {
        return snapshots.read(() -> library.company(parameters.knownAt(null).position()));
    }

    private SortedMap<String, TemplateSet> templates() {
        return snapshots.read(() -> library.templates(parameters.knownAt(null).position()));
    }

    private static boolean isRep() {
        return Caller.current().role().equals("rep");
    }

    private static void requireNoRep() {
        if (isRep()) {
            throw new DeniedException(Reason.NOT_FOR_REPS);
        }
    }

    @GetMapping("/settings")
    String settings(Model model) {
        if (isRep()) {
            return "redirect:/settings/notices";
        }
        model.addAttribute("company", company());
        model.addAttribute("templates", templates().values());
        return "settings";
    }

    @GetMapping(
            path = "/settings",
            params = {"format=csv", "table=rates"})
    ResponseEntity<byte[]> ratesAsCsv() {
        requireNoRep();
        return Csv.of(Rate.class)
                .download(
                        "rates",
                        company().rates().stream()
                                .flatMap(fixed ->
                                        fixed.rates().entrySet().stream()
                                                .map(rate ->
                                                        new Rate(
                                                                fixed.year(),
                                                                fixed.base(),
                                                                rate.getKey(),
                                                                rate.getValue().toPlainString())))
                                .toList());
    }

    /** What one of a currency is worth in a year. */
    public record Rate(int year, String base, String currency, String rate) {}

    @GetMapping(
            path = "/settings",
            params = {"format=csv", "table=calibrations"})
    ResponseEntity<byte[]> calibrationsAsCsv() {
        requireNoRep();
        return Csv.of(ForecastCalibrated.class).download("calibrations", company().calibrations());
    }

    @GetMapping("/settings/rates")
    String askRates(@RequestParam(required = false) @Nullable String year, Model model) {
        frame.requireMayFix();
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "year", year);
        for (RatesFixed fixed : company().rates()) {
            if (String.valueOf(fixed.year()).equals(year)) {
                values.put("base", fixed.base());
                values.put(
                        "rates",
                        fixed.rates().entrySet().stream()
                                .map(e -> e.getKey() + " " + TypedNumber.written(e.getValue()))
                                .collect(Collectors.joining("\n")));
            }
        }
        return showRates(Form.filled(values), model);
    }

    /** With what was read of each rate, so that a slip is seen. */
    private String showRates(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute(
                "read",
                lines(form.value("rates")).stream()
                        .map(line -> line.split(RATE, 2))
                        .filter(rate -> rate.length == 2)
                        .map(rate -> rate[0] + " " + read(rate[1]))
                        .collect(Collectors.joining(" · ")));
        return "rates";
    }

    private String read(String rate) {
        BigDecimal number = TypedNumber.read(rate);
        return number == null ? "?" : words.exact(number);
    }

    @PostMapping("/settings/rates")
    String rates(@RequestParam MultiValueMap<String, String> typed, Model model) {
        frame.requireMayFix();
        Form form = Form.of(typed);
        Map<String, Object> rates = new LinkedHashMap<>();
        for (String line : lines(form.value("rates"))) {
            String[] parts = line.split(RATE, 2);
            if (parts.length < 2) {
                form.wrong("rates", words.message("people.rates.line", line));
            } else {
                String fault = TypedNumber.fault(parts[1], words);
                form.wrongUnlessNull("rates", fault == null ? null : line + ": " + fault);
                rates.put(parts[0], TypedNumber.canonical(parts[1]));
            }
        }
        if (form.value("year").isEmpty()) {
            form.wrong("year", words.message("people.year.missing"));
        }
        if (form.isWrong()) {
            return showRates(form, model);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "base", form.value("base"));
        body.put("rates", rates);
        return switch (commands.put("/api/v1/rates/{year}", body, form.value("year"))) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown("/settings", accepted, "rates-fixed");
            case CommandServiceClient.Refused refused -> {
                form.refused(refused, path -> path.startsWith("rates") ? "rates" : path);
                yield showRates(form, model);
            }
        };
    }

    @GetMapping("/settings/calendars")
    String askCalendar(@RequestParam(required = false) @Nullable String calendar, Model model) {
        frame.requireMayFix();
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "calendar", calendar);
        for (HolidaysFixed fixed : company().calendars()) {
            if (fixed.calendar().equals(calendar)) {
                values.put(
                        "days",
                        fixed.days().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining("\n")));
            }
        }
        model.addAttribute("form", Form.filled(values));
        return "calendar";
    }

    @PostMapping("/settings/calendars")
    String calendar(@RequestParam MultiValueMap<String, String> typed, Model model) {
        frame.requireMayFix();
        Form form = Form.of(typed);
        model.addAttribute("form", form);
        if (orNull(form.value("calendar")) == null) {
            form.wrong("calendar", words.message("people.calendar.missing"));
            return "calendar";
        }
        Map<String, Object> body = Map.of("days", lines(form.value("days")));
        return switch (commands.put("/api/v1/calendars/{id}", body, form.value("calendar"))) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown("/settings", accepted, "holidays-fixed");
            case CommandServiceClient.Refused refused -> {
                form.refused(refused, path -> path.startsWith("days") ? "days" : path);
                yield "calendar";
            }
        };
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\\R"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
