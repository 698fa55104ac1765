@NullMarked
package dev.yardstick.command.intake.twenty;

import org.jspecify.annotations.NullMarked;
