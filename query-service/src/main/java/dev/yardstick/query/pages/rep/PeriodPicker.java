package dev.yardstick.query.pages.rep;

import dev.yardstick.query.application.TimelineQuery;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.view.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The periods that a rep's year can show, each with its address: it names the days, so that whoever
 * is sent it sees the same.
 *
 * @param free whether the days shown are none of these
 * @param before the address of the same against the period before, or without it where it is shown
 * @param against whether it is shown
 */
public record PeriodPicker(List<Choice> choices, boolean free, String before, boolean against) {

    /** A period: {@code rep.period.NAME} in messages. */
    public record Choice(String name, String address, boolean current) {}

    /**
     * When the year of accounts begins.
     *
     * @param begins {@code yardstick.fiscal-year.begins}: the number of its first month
     */
    @ConfigurationProperties("yardstick.fiscal-year")
    public record FiscalYear(@DefaultValue("1") int begins) {

        public FiscalYear {
            if (begins < 1 || begins > 12) {
                throw new IllegalArgumentException(
                        "yardstick.fiscal-year.begins must be from 1 (January) to 12");
            }
        }
    }

    /**
     * Those of a page.
     *
     * @param today the day that they go by where none is asked for
     */
    static PeriodPicker of(
            TimelineQuery asked,
            Timeline shown,
            boolean against,
            LocalDate today,
            FiscalYear year,
            Frame frame) {
        LocalDate day = asked.on() == null ? today : shown.on();
        Days chosen = new Days(shown.from(), shown.to());
        boolean usual = asked.from() == null && asked.to() == null;
        Days quarter = Days.quarter(day, year.begins());
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("own", address(frame, null, day), usual));
        add(choices, "quarter", quarter, usual, chosen, day, frame);
        add(choices, "quarter-before", quarter.before(), usual, chosen, day, frame);
        add(choices, "year", Days.fiscalYear(day, year.begins()), usual, chosen, day, frame);
        add(choices, "ninety", Days.ninety(day), usual, chosen, day, frame);
        return new PeriodPicker(
                choices,
                choices.stream().noneMatch(Choice::current),
                frame.with("against", against ? null : "before"),
                against);
    }

    private static void add(
            List<Choice> choices,
            String name,
            Days days,
            boolean usual,
            Days chosen,
            LocalDate day,
            Frame frame) {
        choices.add(new Choice(name, address(frame, days, day), !usual && days.equals(chosen)));
    }

    /** This page with other days; judged on their last where they end before the day judged. */
    private static String address(Frame frame, @Nullable Days days, LocalDate day) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromUriString(frame.here())
                        .replaceQueryParam("done")
                        .replaceQueryParam("after")
                        .replaceQueryParam("from")
                        .replaceQueryParam("to");
        if (days != null) {
            address.queryParam("from", days.first()).queryParam("to", days.last());
            if (days.last().isBefore(day)) {
                address.replaceQueryParam("on");
            }
        }
        return address.build().toUriString();
    }
}
