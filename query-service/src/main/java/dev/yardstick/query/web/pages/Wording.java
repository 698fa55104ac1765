package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Standing;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Figures, days and standings as a person reads them. Templates call it {@code words}. */
public final class Wording {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** A day such as 30 Jun 2026. */
    public String day(@Nullable LocalDate day) {
        return day == null ? "—" : DAY.format(day);
    }

    /** A figure of a clause in its unit: money with its sign, hours, days, or a plain number. */
    public String figure(@Nullable String number, String unit) {
        if (number == null) {
            return "—";
        }
        BigDecimal value = new BigDecimal(number);
        return switch (unit) {
            case "hours" -> plain(value) + " h";
            case "days" -> plain(value) + " days";
            case "share" -> percent(number);
            case "done", "agreed" -> value.signum() > 0 ? "yes" : "no";
            default -> isCurrency(unit) ? money(value, unit) : plain(value);
        };
    }

    private static boolean isCurrency(String unit) {
        return unit.length() == 3 && unit.equals(unit.toUpperCase(Locale.ROOT));
    }

    /** Money without cents, which nobody reads in a chart; the table has the exact figure. */
    public String money(BigDecimal value, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(Currency.getInstance(currency));
        format.setMaximumFractionDigits(0);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }

    private static String plain(BigDecimal value) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }

    /** A share such as 93 %. */
    public String percent(@Nullable String share) {
        return share == null
                ? "—"
                : new BigDecimal(share).movePointRight(2).setScale(0, RoundingMode.HALF_EVEN)
                        + " %";
    }

    /** A likelihood, which is never quite nothing or certain. */
    public String likely(String share) {
        return switch (share) {
            case "0.00" -> "under 1 %";
            case "1.00" -> "over 99 %";
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
        return standing.code().replace('-', ' ');
    }

    /** A kind of fact in words: deal-won is deals won. */
    public String kind(String code) {
        return switch (code) {
            case "deal-opened" -> "deals opened";
            case "deal-won" -> "deals won";
            case "deal-lost" -> "deals lost";
            case "travel", "paperwork", "coaching", "training" -> code;
            default -> code + "s";
        };
    }
}
