/**
 * Answers put together from measures and forecasts: timelines, teams, evidence, what is due. Pure.
 */
@NullMarked
package dev.yardstick.query.view;

import org.jspecify.annotations.NullMarked;
