package dev.yardstick.query.forecast;

import java.time.LocalDate;

/**
 * Within what most likely lies what will have been delivered by a later day: of ten, one ends below
 * and one above.
 *
 * @param low in the clause's unit; for a picture, so a double is enough
 */
public record Likely(LocalDate date, double low, double high) {}
