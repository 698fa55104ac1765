/** Scores the likelihood on closed clauses, of public data sets and of generated worlds. */
@NullMarked
package dev.yardstick.benchmark.forecast;

import org.jspecify.annotations.NullMarked;
