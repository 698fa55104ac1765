package dev.yardstick.query.pages.settings;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.TypedNumber;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

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

    private static void requireNoRep() {
        if (Caller.current().role().equals("rep")) {
            throw new DeniedException(Reason.NOT_FOR_REPS);
        }
    }

    @GetMapping("/settings")
    String settings(Model model) {
        if (Caller.current().role().equals("rep")) {
            return "redirect:/settings/notices";
        }
        Company company = company();
        model.addAttribute("company", company);
        model.addAttribute(
                "mayList", List.of("auditor", "admin").contains(Caller.current().role()));
        model.addAttribute("admin", isAdmin());
        model.addAttribute("refusable", isAdmin() ? company.refusable() : List.of());
        model.addAttribute(
                "templates",
                snapshots
                        .read(() -> library.templates(parameters.knownAt(null).position()))
                        .values());
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
                        company().rates().stream().flatMap(SettingsController::rates).toList());
    }

    private static Stream<Rate> rates(RatesFixed fixed) {
        return fixed.rates().entrySet().stream()
                .map(rate -> new Rate(fixed.year(), fixed.base(), rate.getKey(), rate.getValue()));
    }

    /** What one of a currency is worth in a year. */
    public record Rate(int year, String base, String currency, BigDecimal rate) {}

    @GetMapping(
            path = "/settings",
            params = {"format=csv", "table=calibrations"})
    ResponseEntity<byte[]> calibrationsAsCsv() {
        requireNoRep();
        return Csv.of(ForecastCalibrated.class).download("calibrations", company().calibrations());
    }

    private static boolean isAdmin() {
        return Caller.current().role().equals("admin");
    }

    /** Lets the numbers go on that held before those which closed clauses taught. */
    @PostMapping("/settings/calibrations/{kind}/refusal")
    String refuse(
            @PathVariable String kind,
            @RequestParam LocalDate on,
            Model model,
            HttpServletResponse response) {
        Company company = company();
        if (company.refusable().stream()
                .noneMatch(c -> c.kind().equals(kind) && c.on().equals(on))) {
            return "redirect:/settings";
        }
        return switch (commands.put(
                "/api/v1/calibrations/{kind}",
                numbers(company.calibration(kind, on.minusDays(1)), on),
                kind)) {
            case Accepted fixed -> Redirects.shown("/settings", fixed, "calibration-refused");
            case Refused refused -> {
                response.setStatus(refused.formStatus().value());
                model.addAttribute("refusal", refused.reason());
                yield settings(model);
            }
        };
    }

    private static Map<String, Object> numbers(@Nullable ForecastCalibrated of, LocalDate on) {
        return of == null
                ? Map.of("on", on, "attainment", 1, "alpha", 0, "beta", 1)
                : Map.of(
                        "on", on,
                        "attainment", of.attainment(),
                        "alpha", of.alpha(),
                        "beta", of.beta(),
                        "gamma", Objects.requireNonNullElse(of.gamma(), BigDecimal.ZERO));
    }

    @GetMapping("/settings/rates")
    String askRates(@Nullable String year, Form form, Model model) {
        frame.requireMayFix();
        form.put("year", year);
        for (RatesFixed fixed : company().rates()) {
            if (String.valueOf(fixed.year()).equals(year)) {
                String rates =
                        rates(fixed)
                                .map(r -> r.currency() + " " + TypedNumber.written(r.rate()))
                                .collect(Collectors.joining("\n"));
                form.put("base", fixed.base()).put("rates", rates);
            }
        }
        return showRates(form, model);
    }

    /** With what was read of each rate, so that a slip is seen. */
    private String showRates(Form form, Model model) {
        model.addAttribute(
                "read",
                lines(form, "rates").stream()
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
    String rates(Form form, Model model) {
        frame.requireMayFix();
        Map<String, Object> rates = new LinkedHashMap<>();
        for (String line : lines(form, "rates")) {
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
        Map<String, Object> body = form.body("base");
        body.put("rates", rates);
        Accepted fixed =
                form.taken(
                        commands.put("/api/v1/rates/{year}", body, form.value("year")),
                        path -> path.startsWith("rates") ? "rates" : path);
        return fixed == null
                ? showRates(form, model)
                : Redirects.shown("/settings", fixed, "rates-fixed");
    }

    @GetMapping("/settings/calendars")
    String askCalendar(@Nullable String calendar, Form form) {
        frame.requireMayFix();
        form.put("calendar", calendar);
        for (HolidaysFixed fixed : company().calendars()) {
            if (fixed.calendar().equals(calendar)) {
                form.put(
                        "days",
                        fixed.days().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining("\n")));
            }
        }
        return "calendar";
    }

    @PostMapping("/settings/calendars")
    String calendar(Form form) {
        frame.requireMayFix();
        if (form.value("calendar").isEmpty()) {
            form.wrong("calendar", words.message("people.calendar.missing"));
            return "calendar";
        }
        Map<String, Object> body = Map.of("days", lines(form, "days"));
        Accepted fixed =
                form.taken(
                        commands.put("/api/v1/calendars/{id}", body, form.value("calendar")),
                        path -> path.startsWith("days") ? "days" : path);
        return fixed == null ? "calendar" : Redirects.shown("/settings", fixed, "holidays-fixed");
    }

    private static List<String> lines(Form form, String field) {
        return form.value(field)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
