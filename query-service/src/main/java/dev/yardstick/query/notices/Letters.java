package dev.yardstick.query.notices;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.facts.RepStory;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import java.net.URI;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** Writes what a notice says, in the reader's language; the page has the figures. */
@Component
record Letters(KnownStore library, PersonalKeys texts, Clock clock, NoticeSettings settings) {

    /** Writes a notice as of what is known at a position. */
    Letter write(Notice notice, Locale language, long position) {
        ResourceBundle words =
                ResourceBundle.getBundle(
                        "messages.notices",
                        language.getLanguage().equals("en") ? Locale.ROOT : language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        Locale written = language.getLanguage().equals("en") ? Locale.UK : language;
        URI page = page("/reps/{rep}", notice.rep());
        String text =
                new MessageFormat(words.getString(notice.kind().code() + ".text"), written)
                        .format(
                                new Object[] {
                                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                                            .withLocale(written)
                                            .format(notice.since()),
                                    String.valueOf(notice.version()),
                                    name(notice.rep(), position),
                                    notice.clause() == null ? "" : title(notice, position)
                                });
        String greeting =
                new MessageFormat(words.getString("greeting"), written)
                        .format(new Object[] {name(notice.person(), position)});
        return new Letter(
                language,
                words.getString(notice.kind().code() + ".subject"),
                greeting
                        + "\n\n"
                        + text
                        + "\n\n"
                        + page
                        + "\n\n"
                        + words.getString("stop")
                        + "\n"
                        + page("/settings/notices")
                        + "\n",
                page);
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
                .map(rep -> texts.open(rep.name(today(rep)), person))
                .orElse(person);
    }

    private String title(Notice notice, long position) {
        String clause = String.valueOf(notice.clause());
        return library.profile(notice.expectation(), position)
                .map(profile -> profile.title(clause, notice.version()))
                .map(title -> texts.open(title, clause))
                .orElse(clause);
    }

    private LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }
}
