package dev.yardstick.query.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.RepEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure may differ between two moments of knowledge, in the order in which the causes are
 * applied. Calibrations of the forecast and the days on which a feed was heard are none of them:
 * they change what is likely and what is said beside a figure, never what was delivered or
 * expected.
 */
public enum Cause {
    /** Records, or what became of a deal, that were not known at the earlier moment. */
    NEW_FACTS,
    /** What the records known at the earlier moment say, or that they do not count any more. */
    CORRECTIONS,
    /** Who shares the credit for them, and how. */
    CREDITS,
    /** Owners, tiers, strategies and baselines. */
    ACCOUNTS,
    RATES,
    CALENDARS,
    /** What was agreed: expectations set, revised and closed. */
    TARGETS,
    /** What was said about it: communications, acknowledgements, disputes. */
    CONVERSATION,
    /** Hires, absences, departures. */
    REP;

    /** The stable name, such as {@code new-facts}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is told by CRM records; the others are told by events that count one by one. */
    boolean isOfRecords() {
        return compareTo(CREDITS) <= 0;
    }

    /** The cause that an event belongs to; null for one of a record, or of no cause. */
    static @Nullable Cause of(Event event) {
        return switch (event) {
            case AccountEvent e -> ACCOUNTS;
            case RatesFixed e -> RATES;
            case HolidaysFixed e -> CALENDARS;
            case CompanyEvent e -> null;
            case ExpectationSet _, ExpectationRevised _, ExpectationClosed _ -> TARGETS;
            case ExpectationEvent e -> CONVERSATION;
            case RepEvent e -> REP;
            default -> null;
        };
    }
}
