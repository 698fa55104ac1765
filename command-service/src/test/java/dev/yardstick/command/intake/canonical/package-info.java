@NullMarked
package dev.yardstick.command.intake.canonical;

import org.jspecify.annotations.NullMarked;
