/**
 * How a service runs: its loops and what they tell of themselves, and what requests may take. Knows
 * nothing of sales.
 */
@NullMarked
package dev.yardstick.runtime;

import org.jspecify.annotations.NullMarked;
