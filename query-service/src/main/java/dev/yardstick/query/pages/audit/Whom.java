package dev.yardstick.query.pages.audit;

import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.Names.Named;
import dev.yardstick.query.pages.people.PeopleReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a name means that was typed into a filter.
 *
 * @param typed null: nothing, so anybody
 * @param fits all whom it may mean
 * @param nobody whether there is neither such a name nor such an id
 */
public record Whom(@Nullable String typed, List<Named> fits, boolean nobody) {

    static Whom of(@Nullable String typed, Names names, PeopleReading people) {
        List<Named> fits = typed == null ? List.of() : names.meant(typed);
        return new Whom(
                typed, fits, typed != null && fits.isEmpty() && !people.isKnown(typed.strip()));
    }

    /** Whether she has to be chosen first. */
    public boolean isSeveral() {
        return fits.size() > 1;
    }

    /** Her id; what was typed where she has no name, since she was erased. */
    public @Nullable String id() {
        return fits.size() == 1 ? fits.getFirst().id() : typed;
    }

    /** An actor as the log names it, of a person's name too: she who leads somebody manages. */
    static @Nullable String actor(@Nullable String typed, Names names) {
        List<Named> fits =
                typed == null || typed.indexOf(':') >= 0 ? List.of() : names.meant(typed);
        return fits.size() == 1 ? names.actor(fits.getFirst().id()) : typed;
    }
}
