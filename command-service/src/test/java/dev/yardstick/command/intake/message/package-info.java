@NullMarked
package dev.yardstick.command.intake.message;

import org.jspecify.annotations.NullMarked;
