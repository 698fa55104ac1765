package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Persons;
import dev.yardstick.query.credential.Passwords;
import dev.yardstick.query.pages.kit.Form;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** A password as somebody chooses it in a form: in {@code password}, and in {@code again}. */
@Component
record ChosenPassword(Passwords passwords, Persons persons, PersonalKeys texts) {

    /** The hash to keep of it; null where something is wrong, and then the form says what. */
    @Nullable String hashed(String person, Form form) {
        String password = form.raw("password");
        List<String> words =
                Stream.concat(Stream.of(person), persons.name(person).map(texts::open).stream())
                        .toList();
        Refusal wrong = passwords.wrong(password, words);
        if (wrong != null) {
            form.wrong("password", wrong.in(LocaleContextHolder.getLocale()));
            return null;
        }
        if (!password.equals(form.raw("again"))) {
            form.wrong("again", Reason.PASSWORD_AGAIN.in(LocaleContextHolder.getLocale()));
            return null;
        }
        return passwords.hashed(password);
    }
}
