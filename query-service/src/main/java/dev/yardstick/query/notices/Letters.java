package dev.yardstick.query.notices;

import dev.yardstick.events.Codes;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.known.KnownStore;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Writes what a notice says, in the reader's language; the page has the figures. */
@Component
record Letters(
        KnownStore library,
        PersonalKeys texts,
        MessageSource messages,
        Clock clock,
        WeekWatch weeks,
        NoticeSettings settings) {

    /** Of what is due so much is told; the page has all of it. */
    private static final int MOST = 15;

    /**
     * What a notice says.
     *
     * @param page what it is about
     */
    record Letter(Locale language, String subject, String text, URI page) {

        /** Tells nothing, so that no log of a program shows the text. */
        @Override
        public String toString() {
            return "Letter";
        }
    }

    /** Writes a notice as of what is known at a position. */
    Letter write(Notice notice, Locale language, long position) {
        Locale written = language.getLanguage().equals("en") ? Locale.UK : language;
        String kind = Codes.of(notice.kind());
        boolean week = notice.kind() == Kind.WEEK;
        URI page = week ? page("/today") : page("/reps/{rep}", notice.rep());
        String told =
                week
                        ? told(weeks.week(notice.person(), position), written)
                        : message(
                                written,
                                kind + ".text",
                                day(notice.since(), written),
                                String.valueOf(notice.version()),
                                name(notice.rep(), position),
                                notice.clause() == null ? "" : title(notice, position));
        String greeting = message(written, "greeting", name(notice.person(), position));
        String text =
                """
                %s

                %s

                %s

                %s
                %s
                """
                        .formatted(
                                greeting,
                                told,
                                page,
                                message(written, week ? "week.stop" : "stop"),
                                page("/settings/notices"));
        return new Letter(language, message(written, kind + ".subject"), text, page);
    }

    private String told(WeekAhead week, Locale written) {
        StringBuilder told = new StringBuilder(message(written, "week.text"));
        if (week.reps() > 0) {
            told.append("\n\n").append(message(written, "week.due", week.due().size()));
            week.due().stream().limit(MOST).forEach(due -> line(told, said(due, written)));
            if (week.due().size() > MOST) {
                line(told, message(written, "week.more", week.due().size() - MOST));
            }
            told.append("\n\n")
                    .append(
                            message(
                                    written,
                                    "week.moved",
                                    day(week.since(), written),
                                    week.worse(),
                                    week.better(),
                                    week.done()));
        }
        if (!week.own().isEmpty()) {
            told.append("\n\n").append(message(written, "week.own"));
            week.own().forEach(own -> line(told, said(own, written)));
        }
        return told.toString();
    }

    private static void line(StringBuilder told, String line) {
        told.append("\n- ").append(line);
    }

    private String said(WeekAhead.Matter matter, Locale written) {
        return message(
                written,
                "week.matter." + matter.code(),
                matter.name(),
                matter.title(),
                String.valueOf(matter.version()),
                day(matter.since(), written));
    }

    private static String day(LocalDate day, Locale written) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(written).format(day);
    }

    private String message(Locale language, String key, Object... values) {
        return messages.getMessage(key, values, language);
    }

    private URI page(String path, Object... parts) {
        return UriComponentsBuilder.fromUri(settings.baseUrl())
                .path(path)
                .encode()
                .buildAndExpand(parts)
                .toUri();
    }

    private String name(String person, long position) {
        return library.rep(person, position)
                .map(rep -> rep.name(LocalDate.now(clock.withZone(rep.timeZone()))))
                .map(name -> texts.open(name, person))
                .orElse(person);
    }

    private String title(Notice notice, long position) {
        String clause = String.valueOf(notice.clause());
        return library.profile(notice.expectation(), position)
                .map(profile -> profile.title(clause, notice.version()))
                .map(title -> texts.open(title, clause))
                .orElse(clause);
    }
}
