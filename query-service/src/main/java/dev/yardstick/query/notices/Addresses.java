package dev.yardstick.query.notices;

import dev.yardstick.events.Personal;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.known.KnownStore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;

/** Where a person's mail goes. */
@Component
public record Addresses(KnownStore library, PersonalKeys texts, Clock clock) {

    /** The address that she wishes, else that of the rep; null: none is known or can be opened. */
    public @Nullable String of(String person, Subscription wish, long position) {
        if (wish.address() != null) {
            return wish.address();
        }
        Personal address =
                library.rep(person, position)
                        .map(rep -> rep.email(LocalDate.now(clock.withZone(rep.timeZone()))))
                        .orElse(null);
        return address == null ? null : texts.open(address);
    }
}
