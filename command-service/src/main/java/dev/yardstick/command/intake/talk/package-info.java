/** Coaching talks and trainings logged by hand. */
@NullMarked
package dev.yardstick.command.intake.talk;

import org.jspecify.annotations.NullMarked;
