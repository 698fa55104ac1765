/** What becomes of what was parked: retried, repaired, dismissed, forgotten. */
@NullMarked
package dev.yardstick.command.intake.release;

import org.jspecify.annotations.NullMarked;
