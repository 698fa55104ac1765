/** Bends a log and its exports in every way that we could think of, to see each of them found. */
@NullMarked
package dev.yardstick.acceptance.audit;

import org.jspecify.annotations.NullMarked;
