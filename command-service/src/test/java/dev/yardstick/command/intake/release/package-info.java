@NullMarked
package dev.yardstick.command.intake.release;

import org.jspecify.annotations.NullMarked;
