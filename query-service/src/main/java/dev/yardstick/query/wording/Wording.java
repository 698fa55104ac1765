package dev.yardstick.query.wording;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.events.Decimals;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.measure.Standing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Figures, days and standings as a person reads them, in the language of the page. Templates call
 * it {@code words}.
 */
@Component
public record Wording(MessageSource messages) {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"));
    private static final int MOST_WORKING_DAYS = 25;
    private static final int LEAST_MONTHS = 3;
    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toSet());
    private static final int DAYS_OF_TWO_WEEKS = 14;
    private static final Cache<Format, NumberFormat> FORMATS =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** From here on a number is long. */
    private static final BigDecimal FROM_COMPACT = BigDecimal.valueOf(10_000);

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    /** A message by its key; the key where there is none, such as for a topic of somebody's own. */
    public String message(String key, Object... values) {
        return Objects.requireNonNullElse(messages.getMessage(key, values, key, locale()), key);
    }

    /** The same in each language of the pages, for what somebody wrote in another than this one. */
    public List<String> everywhere(String key) {
        return LANGUAGES.stream()
                .map(language ->
                        Objects.requireNonNullElse(
                                messages.getMessage(key, null, key, language), key))
                .toList();
    }

    /**
     * What is wrong with a field, where it does not stand at the field: behind its label, unless it
     * is a sentence.
     *
     * @param labels what the label's message begins with, or what that begins with
     */
    public String fault(String labels, String field, String fault) {
        if (!Character.isLowerCase(fault.codePointAt(0))) {
            return fault;
        }
        for (String of = labels; ; of = of.substring(0, of.lastIndexOf('.'))) {
            String label = messages.getMessage(of + "." + field, null, "", locale());
            if (label != null && !label.isEmpty()) {
                return label.replaceFirst("[?:]$", "") + ": " + fault;
            }
            if (of.indexOf('.') < 0) {
                return fault;
            }
        }
    }

    /** What can be chosen, in words, by code; none of it is {@code none} in words. */
    public Map<String, String> choices(String kind, List<String> codes) {
        Map<String, String> choices = new LinkedHashMap<>();
        codes.forEach(code -> choices.put(code, message(kind + (code.isEmpty() ? "none" : code))));
        return choices;
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

    /** A day with its weekday, such as Tuesday, 30 June 2026. */
    public String weekday(LocalDate day) {
        String text = format(day, message("words.weekday"));
        return text.substring(0, 1).toUpperCase(locale()) + text.substring(1);
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

    /** How long ago a day was: 3 days ago, 4 weeks ago, 9 months ago. */
    public String ago(LocalDate day, LocalDate on) {
        long days = ChronoUnit.DAYS.between(day, on);
        if (days < DAYS_OF_TWO_WEEKS) {
            return message("words.ago.days", days);
        }
        long months = ChronoUnit.MONTHS.between(day, on);
        return months < LEAST_MONTHS
                ? message("words.ago.weeks", ChronoUnit.WEEKS.between(day, on))
                : message("words.ago.months", months);
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

    /** The same in as few letters as can be, as beside a picture: $1.3M. */
    public String rounded(BigDecimal value, String unit) {
        return switch (unit) {
            case "hours" -> message("words.hours", compact(value));
            case "share" -> exactPercent(value.setScale(3, RoundingMode.HALF_EVEN));
            case "days", "done", "agreed" -> figure(value.toPlainString(), unit);
            default ->
                    isCurrency(unit)
                            ? money(BigDecimal.ZERO, unit).replace("0", compact(value))
                            : compact(value);
        };
    }

    /** Of a long number three digits, which are all that the format takes from a decimal. */
    private static String compact(BigDecimal value) {
        return value.compareTo(FROM_COMPACT) < 0
                ? format(value, Shape.NUMBER, null, 0, 2)
                : format(value.round(new MathContext(3)).doubleValue(), Shape.COMPACT, null, 0, 2);
    }

    /** The same with all its decimals. */
    public String exactFigure(BigDecimal value, String unit) {
        return switch (unit) {
            case "hours" -> message("words.hours", exact(value));
            case "days" -> value.scale() > 0 ? exact(value) : message("words.days", value);
            case "share" -> exactPercent(value);
            default -> isCurrency(unit) ? exactMoney(value, unit) : exact(value);
        };
    }

    /** The same as somebody would state it: a whole amount without cents. */
    public String stated(BigDecimal value, String unit) {
        return isCurrency(unit) && plain(value).scale() == 0
                ? exactMoney(value, unit, 0)
                : exactFigure(value, unit);
    }

    /**
     * What was read of a number that was typed, to stand beside it: where it can be read in two
     * ways both of them; empty where it says no more than what was typed.
     *
     * @param unit as of a clause
     */
    public String echo(String typed, String unit) {
        boolean share = unit.equals("share");
        List<BigDecimal> readings =
                TypedNumber.readings(share ? TypedNumber.withoutPercent(typed) : typed);
        if (readings.size() > 1) {
            return message(
                    "words.number.which",
                    TypedNumber.readable(readings.getFirst(), this),
                    TypedNumber.readable(readings.getLast(), this));
        }
        if (readings.isEmpty()) {
            return "";
        }
        BigDecimal read = plain(readings.getFirst());
        String said = share ? exactPercent(read.movePointLeft(2)) : stated(read, unit);
        boolean same = typed.strip().equals(said) || share && typed.strip().equals(exact(read));
        return same ? "" : "= " + said;
    }

    public static boolean isCurrency(String unit) {
        return CURRENCIES.contains(unit);
    }

    /** Money without cents, which nobody reads; the evidence and the file have the exact figure. */
    public String money(BigDecimal value, String currency) {
        return format(value, Shape.MONEY, currency, 0, 0);
    }

    /** Money with all its decimals, with those of its currency at least. */
    public String exactMoney(BigDecimal value, String currency) {
        return exactMoney(
                value, currency, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static String exactMoney(BigDecimal value, String currency, int least) {
        return format(value, Shape.MONEY, currency, least, plain(value).scale());
    }

    /** A number with at most one decimal. */
    public String number(Number value) {
        return format(value, Shape.NUMBER, null, 0, 1);
    }

    private enum Shape {
        NUMBER,
        COMPACT,
        MONEY
    }

    /** How numbers are written: with the minus that is one. */
    private record Format(
            Locale locale, Shape shape, @Nullable String currency, int least, int most) {

        NumberFormat made() {
            NumberFormat format =
                    switch (shape) {
                        case NUMBER -> NumberFormat.getNumberInstance(locale);
                        case COMPACT ->
                                NumberFormat.getCompactNumberInstance(
                                        locale, NumberFormat.Style.SHORT);
                        case MONEY -> NumberFormat.getCurrencyInstance(locale);
                    };
            if (format instanceof DecimalFormat decimal) {
                DecimalFormatSymbols symbols = decimal.getDecimalFormatSymbols();
                symbols.setMinusSign('−');
                decimal.setDecimalFormatSymbols(symbols);
            }
            if (currency != null) {
                format.setCurrency(Currency.getInstance(currency));
            }
            format.setMinimumFractionDigits(least);
            format.setMaximumFractionDigits(Math.max(least, most));
            format.setRoundingMode(RoundingMode.HALF_EVEN);
            return format;
        }
    }

    /** All numbers of the pages are written here; to make a format takes longer than to write. */
    private static String format(
            Number value, Shape shape, @Nullable String currency, int least, int most) {
        NumberFormat made =
                FORMATS.get(new Format(locale(), shape, currency, least, most), Format::made);
        return ((NumberFormat) made.clone()).format(value);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** A number with all its decimals. */
    public String exact(BigDecimal value) {
        return format(value, Shape.NUMBER, null, 0, value.scale());
    }

    /** Money as it was stated; a plain number where its currency is none that is known. */
    public String amount(BigDecimal value, @Nullable String currency) {
        if (currency == null) {
            return exact(value);
        }
        return isCurrency(currency) ? exactMoney(value, currency) : exact(value) + " " + currency;
    }

    /** A share such as 93 %. */
    public String percent(@Nullable String share) {
        return share == null
                ? "—"
                : number(Decimals.of(share).movePointRight(2).setScale(0, RoundingMode.HALF_EVEN))
                        + " %";
    }

    /** A share with all its decimals such as 12.5 %. */
    public String exactPercent(BigDecimal share) {
        return exact(plain(share.movePointRight(2))) + " %";
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

    /** When the rep was told what a warning is about, and what she said to it. */
    public String told(Warning warning) {
        String told = day(warning.communicatedOn());
        if (warning.acknowledgedOn() != null) {
            return message(
                    "rep.warning.agreed", warning.version(), told, day(warning.acknowledgedOn()));
        }
        return warning.disputedOn() == null
                ? message("rep.warning.told", warning.version(), told)
                : message(
                        "rep.warning.disputed", warning.version(), told, day(warning.disputedOn()));
    }

    /** A topic in words. */
    public String topic(String code) {
        return word("topic", code);
    }

    /** A kind of fact in words: deal-won is deals won. */
    public String kind(String code) {
        return word("kind", code);
    }

    /** One of a kind of fact in words: deal-won is deal won. */
    public String one(String code) {
        return Objects.requireNonNull(
                messages.getMessage("kind.one." + code, null, kind(code), locale()));
    }

    /** A value of a fact or an account in words; one of the company's own without its dashes. */
    public String value(String code) {
        return Objects.requireNonNull(
                messages.getMessage("value." + code, null, code.replace('-', ' '), locale()));
    }

    /** A role in words. */
    public String role(String code) {
        return word("role", code);
    }
}
