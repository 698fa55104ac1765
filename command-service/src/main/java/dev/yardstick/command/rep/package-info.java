/** Reps: hired, amended, transferred. */
@NullMarked
package dev.yardstick.command.rep;

import org.jspecify.annotations.NullMarked;
