@NullMarked
package dev.yardstick.command.intake.parking;

import org.jspecify.annotations.NullMarked;
