/**
 * What was delivered by each kind of clause ({@link Gauge}) and expected of it ({@link Schedule}),
 * on any day. Pure.
 */
@NullMarked
package dev.yardstick.query.measure;

import org.jspecify.annotations.NullMarked;
