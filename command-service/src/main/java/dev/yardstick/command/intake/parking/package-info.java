/** What cannot be taken yet, kept until {@code intake.release} takes it again. */
@NullMarked
package dev.yardstick.command.intake.parking;

import org.jspecify.annotations.NullMarked;
