package dev.yardstick.events.language;

import dev.yardstick.events.Personal;
import dev.yardstick.events.Report;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a CRM event, described once for all that read, store, compare or tell it. It is called
 * as the component of {@link Report} that holds it, in JSON too; what a type of event needs of them
 * says {@link CrmEventType}.
 */
public enum FactField {
    REP("rep", Type.ID, "verkoper"),
    ACCOUNT("account", Type.ID, "klant"),
    OCCURRED_AT("occurredAt", Type.TIME, "date", "datum"),
    METHOD("method", Type.WORD, "methode"),
    CHANNEL("channel", Type.WORD, "kanaal"),
    OUTCOME("outcome", Type.WORD, "uitkomst"),
    WITH("with", Type.WORDS, "met"),
    HOURS("hours", Type.QUANTITY, "uren"),
    DAYS("days", Type.QUANTITY, "dagen"),
    COURSE("course", Type.WORD, "cursus"),
    ASPECT("aspect", Type.WORD, "aspect"),
    RATING("rating", Type.NUMBER, "beoordeling"),
    AMOUNT("amount", Type.MONEY, "bedrag"),
    CURRENCY("currency", Type.CURRENCY, "munt"),
    STAGE("stage", Type.NAME, "fase"),
    CREDITS("credits", Type.CREDITS, "aandelen");

    /** What a field holds. */
    public enum Type {
        /** Of a rep or an account. */
        ID(Reason.GIVEN),
        /** A word of the company's own, by which facts are chosen. */
        WORD(Reason.GIVEN),
        /** Several of those. */
        WORDS(Reason.GIVEN),
        /** A text by which nothing is chosen. */
        NAME(Reason.GIVEN),
        /** An instant with an offset, or a date. */
        TIME(Reason.INSTANT),
        /** A number that is zero or more. */
        QUANTITY(Reason.NUMBER),
        NUMBER(Reason.NUMBER),
        MONEY(Reason.AMOUNT),
        /** Of the money. */
        CURRENCY(Reason.WITH_AMOUNT),
        /** Reps with their shares. */
        CREDITS(Reason.LIST);

        private final Refusal right;

        Type(Refusal right) {
            this.right = right;
        }

        /** What is to be told where it is needed and missing. */
        public Refusal right() {
            return right;
        }

        /** Whether it is one text or several. */
        public boolean isText() {
            return this == ID || this == NAME || isWord();
        }

        /** Whether facts are chosen by it. */
        public boolean isWord() {
            return this == WORD || this == WORDS;
        }

        /** Whether it is a number. */
        public boolean isNumber() {
            return this == QUANTITY || this == NUMBER || this == MONEY;
        }
    }

    /** The most decimals of a number. */
    public static final int MOST_DECIMALS = 4;

    /** The most decimals of a share. */
    public static final int MOST_SHARE_DECIMALS = 8;

    private static final Map<String, FactField> BY_CODE =
            Stream.of(values()).collect(Collectors.toMap(FactField::code, field -> field));

    private static final FieldsOf<Report> REPORT =
            new FieldsOf<>(Report.class, EnumSet.allOf(FactField.class));

    private final String code;
    private final Type type;
    private final String english;
    private final String dutch;

    FactField(String code, Type type, String dutch) {
        this(code, type, code, dutch);
    }

    FactField(String code, Type type, String english, String dutch) {
        this.code = code;
        this.type = type;
        this.english = english;
        this.dutch = dutch;
    }

    /** Its name in JSON. */
    public String code() {
        return code;
    }

    public Type type() {
        return type;
    }

    /** What it is called in a language of the pages. */
    public String in(Locale language) {
        return language.getLanguage().equals("nl") ? dutch : english;
    }

    /** Whether nothing can be told without it. */
    public boolean isAlwaysNeeded() {
        return this == REP || this == OCCURRED_AT;
    }

    /** The field with a name; null: there is none. */
    public static @Nullable FactField find(String code) {
        return BY_CODE.get(code);
    }

    /** The names of those of some types, in their order. */
    public static Stream<String> codes(Predicate<Type> of) {
        return Stream.of(values()).filter(field -> of.test(field.type)).map(FactField::code);
    }

    /** What a report says of it; null: nothing. */
    public @Nullable Object of(Report report) {
        return REPORT.get(report, this);
    }

    /** What a report says of all of them. */
    public static Map<FactField, Object> told(Report report) {
        return REPORT.of(report);
    }

    /**
     * A report that says something of some fields.
     *
     * @param date the business date
     */
    public static Report report(LocalDate date, Map<FactField, ?> told, @Nullable Personal more) {
        return REPORT.record(told, date, more);
    }
}
