/** The arithmetic of expectation and delivery: pure, no clock, no database. */
@NullMarked
package dev.yardstick.query.timeline;

import org.jspecify.annotations.NullMarked;
