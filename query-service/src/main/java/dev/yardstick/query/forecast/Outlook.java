package dev.yardstick.query.forecast;

/**
 * What a day tells of a clause that may still go either way, before it is calibrated.
 *
 * @param odds log odds by the rep's own rhythm
 * @param lead how far ahead of the straight line, as a share of the target ÷ √(s (1 − s)) where the
 *     share s of the period is over; at most: how far below
 */
public record Outlook(double odds, double lead) {}
