/**
 * How a service runs: its loops, what they tell of themselves, its outgoing calls. Knows nothing of
 * sales.
 */
@NullMarked
package dev.yardstick.runtime;

import org.jspecify.annotations.NullMarked;
