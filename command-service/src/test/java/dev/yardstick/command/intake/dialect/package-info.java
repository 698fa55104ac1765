@NullMarked
package dev.yardstick.command.intake.dialect;

import org.jspecify.annotations.NullMarked;
