/** How Twenty signs, words and serves its records. */
@NullMarked
package dev.yardstick.command.intake.twenty;

import org.jspecify.annotations.NullMarked;
