package dev.yardstick.query.notices;

/** How a notice goes out; written as {@link dev.yardstick.events.Codes} has it. */
enum Channel {
    MAIL,
    WEBHOOK
}
