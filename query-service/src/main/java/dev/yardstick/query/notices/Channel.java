package dev.yardstick.query.notices;

import java.util.Locale;

/** How a notice goes out. */
enum Channel {
    MAIL,
    WEBHOOK;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
