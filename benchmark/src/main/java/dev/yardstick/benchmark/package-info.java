/** Yardstick measured against raw limits, both in the same run. */
@NullMarked
package dev.yardstick.benchmark;

import org.jspecify.annotations.NullMarked;
