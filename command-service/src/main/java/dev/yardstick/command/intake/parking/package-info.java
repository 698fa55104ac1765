/** What cannot be taken yet, kept until it can. */
@NullMarked
package dev.yardstick.command.intake.parking;

import org.jspecify.annotations.NullMarked;
