package dev.yardstick.query.pages.rep;

import dev.yardstick.events.Codes;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.query.view.Evidence;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** The evidence of a figure in words. Its template calls it {@code wording}. */
@Component
public record EvidenceWording(Wording words) {

    private static final MathContext EXACT = new MathContext(9);

    /** How what is delivered comes about in a kind of clause. */
    public String delivered(String kind) {
        return Objects.requireNonNull(MeasureKind.find(kind))
                .delivered(LocaleContextHolder.getLocale());
    }

    /** How what is expected of a kind of clause comes about. */
    public String expected(String kind) {
        MeasureKind known = Objects.requireNonNull(MeasureKind.find(kind));
        return words.message("audit.formula.expected." + Codes.of(known.expected()));
    }

    /** Why a fact adds nothing. */
    public String why(Refusal said) {
        return said.in(LocaleContextHolder.getLocale());
    }

    /** A number as exact as it can be read: a fraction with nine digits, as about so much. */
    public String exact(@Nullable String number) {
        return exact(number, "");
    }

    /** The same in the unit of a clause. */
    public String exact(@Nullable String number, String unit) {
        if (number == null) {
            return "—";
        }
        BigDecimal value = Decimals.of(decimal(number));
        boolean about = number.indexOf('/') >= 0;
        if (about && Wording.isCurrency(unit)) {
            int digits = Currency.getInstance(unit).getDefaultFractionDigits();
            BigDecimal rounded = value.setScale(digits, RoundingMode.HALF_EVEN);
            return "≈ " + words.exactMoney(rounded, unit);
        }
        return (about ? "≈ " : "") + words.exactFigure(value, unit);
    }

    /** The same said: exactly, or about, so much. */
    public String exactly(String number, String unit) {
        return number.indexOf('/') < 0
                ? words.message("audit.evidence.exactly", exact(number, unit))
                : exact(number, unit);
    }

    /** A number as a decimal. */
    public String decimal(String number) {
        int line = number.indexOf('/');
        return line < 0
                ? number
                : Decimals.of(number.substring(0, line))
                        .divide(Decimals.of(number.substring(line + 1)), EXACT)
                        .toPlainString();
    }

    /** What a fact states: its amount, hours, days or rating. */
    public String states(Evidence.Taken fact) {
        String amount = fact.amount();
        String days = fact.days();
        return Stream.of(
                        amount == null ? null : words.amount(Decimals.of(amount), fact.currency()),
                        stated("audit.rate", fact.rate()),
                        stated("words.hours", fact.hours()),
                        days == null ? null : words.message("words.days", Decimals.of(days)),
                        stated("audit.rating", fact.rating()))
                .filter(Objects::nonNull)
                .reduce((one, other) -> one + " · " + other)
                .orElse("—");
    }

    private @Nullable String stated(String key, @Nullable String number) {
        return number == null ? null : words.message(key, exact(number));
    }

    /** The CRM's own id of a fact's record, and who told of it. */
    public String record(@Nullable String stream) {
        if (stream == null) {
            return "—";
        }
        String[] parts = stream.split("/", 3);
        return parts.length < 3 ? stream : UriUtils.decode(parts[2], StandardCharsets.UTF_8);
    }
}
