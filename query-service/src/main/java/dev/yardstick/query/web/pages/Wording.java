package dev.yardstick.query.web.pages;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.timeline.Standing;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/**
 * Figures, days and standings as a person reads them, in the language of the page. Templates call
 * it {@code words}.
 */
@Component
public final class Wording {

    private static final int MOST_WORKING_DAYS = 25;
    private static final int LEAST_MONTHS = 3;

    private final MessageSource messages;

    Wording(MessageSource messages) {
        this.messages = messages;
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    /** A message by its key; the key where there is none, such as for a topic of somebody's own. */
    public String message(String key, Object... values) {
        return Objects.requireNonNullElse(messages.getMessage(key, values, key, locale()), key);
    }

    /** A parameter of an address in words; its name where there are none. */
    public String asked(String parameter) {
        return word("layout.asked", parameter);
    }

    private String word(String kind, String code) {
        return Objects.requireNonNullElse(
                messages.getMessage(kind + "." + code, null, code, locale()), code);
    }

    /** A day such as 30 Jun 2026. */
    public String day(@Nullable LocalDate day) {
        return format(day, "d MMM yyyy");
    }

    /** A day in full such as 30 June 2026. */
    public String fullDay(@Nullable LocalDate day) {
        return format(day, "d MMMM yyyy");
    }

    /** A day as short as it is clear on another: 30 June, or 30 June 2025 in another year. */
    public String dayBy(@Nullable LocalDate day, LocalDate on) {
        return format(day, day != null && day.getYear() == on.getYear() ? "d MMMM" : "d MMMM yyyy");
    }

    /** A month such as Jun. */
    public String month(LocalDate day) {
        return format(day, "MMM");
    }

    private static String format(@Nullable LocalDate day, String pattern) {
        return day == null ? "—" : DateTimeFormatter.ofPattern(pattern, locale()).format(day);
    }

    /** An instant such as 30 June 2026, 14:05 UTC. */
    public String moment(@Nullable Instant instant) {
        return instant == null ? "—" : moment(instant, ZoneOffset.UTC) + " UTC";
    }

    /** An instant on the clock of a place. */
    public String moment(Instant instant, ZoneId zone) {
        ZonedDateTime there = instant.atZone(zone);
        return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", locale()).format(there);
    }

    /** Since when, and for how long: since 3 June, 12 working days; later in weeks and months. */
    public String since(LocalDate since, LocalDate on) {
        String day = dayBy(since, on);
        long working = workingDays(since, on);
        if (working <= MOST_WORKING_DAYS) {
            return message("words.since.days", day, working);
        }
        long months = ChronoUnit.MONTHS.between(since, on);
        return months < LEAST_MONTHS
                ? message("words.since.weeks", day, ChronoUnit.WEEKS.between(since, on))
                : message("words.since.months", day, months);
    }

    /** The days from Monday to Friday from one day up to another, without the first. */
    public static long workingDays(LocalDate from, LocalDate to) {
        return from.datesUntil(to.isBefore(from) ? from : to)
                .map(day -> day.plusDays(1).getDayOfWeek())
                .filter(day -> day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY)
                .count();
    }

    /** A figure of a clause in its unit: money with its sign, hours, days, or a plain number. */
    public String figure(@Nullable String number, String unit) {
        if (number == null) {
            return "—";
        }
        BigDecimal value = Decimals.of(number);
        return switch (unit) {
            case "hours" -> message("words.hours", number(value));
            case "days" -> message("words.days", value);
            case "share" -> percent(number);
            case "done", "agreed" -> message(value.signum() > 0 ? "words.yes" : "words.no");
            default -> isCurrency(unit) ? money(value, unit) : number(value);
        };
    }

    static boolean isCurrency(String unit) {
        return unit.length() == 3 && unit.equals(unit.toUpperCase(Locale.ROOT));
    }

    /** Money without cents, which nobody reads in a chart; the table has the exact figure. */
    public String money(BigDecimal value, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(Currency.getInstance(currency));
        format.setMaximumFractionDigits(0);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }

    /** A number with at most one decimal. */
    public String number(Number value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }

    /** A number with all its decimals. */
    public String exact(BigDecimal value) {
        return exact(value, 0);
    }

    /** Money as it was stated, with the decimals of its currency at least. */
    public String amount(BigDecimal value, @Nullable String currency) {
        return currency == null
                ? exact(value)
                : exact(value, Currency.getInstance(currency).getDefaultFractionDigits())
                        + " "
                        + currency;
    }

    private static String exact(BigDecimal value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(Math.max(decimals, value.scale()));
        return format.format(value);
    }

    /** A share such as 93 %. */
    public String percent(@Nullable String share) {
        return share == null
                ? "—"
                : Decimals.of(share).movePointRight(2).setScale(0, RoundingMode.HALF_EVEN) + " %";
    }

    /** A likelihood, which is never quite nothing or certain. */
    public String likely(String share) {
        return switch (share) {
            case "0.00" -> message("words.likely.least");
            case "1.00" -> message("words.likely.most");
            default -> percent(share);
        };
    }

    /** A standing's shape, so that colour is never alone. */
    public String shape(Standing standing) {
        return switch (standing) {
            case MET -> "✓";
            case ON_PACE -> "▲";
            case SLIPPING -> "●";
            case BEHIND -> "▼";
            case MISSED -> "✗";
            case NOT_STARTED -> "○";
        };
    }

    /** A standing in words. */
    public String word(Standing standing) {
        return word("standing", standing.code());
    }

    /** A topic in words. */
    public String topic(String code) {
        return word("topic", code);
    }

    /** A kind of fact in words: deal-won is deals won. */
    public String kind(String code) {
        return word("kind", code);
    }

    /** A role in words. */
    public String role(String code) {
        return word("role", code);
    }
}
