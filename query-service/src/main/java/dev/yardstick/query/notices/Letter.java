package dev.yardstick.query.notices;

import java.net.URI;
import java.util.Locale;

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
