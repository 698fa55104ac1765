/** Keeps facts in tables with when they were known, and reads what was known at any position. */
@NullMarked
package dev.yardstick.query.known;

import org.jspecify.annotations.NullMarked;
