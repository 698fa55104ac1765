@NullMarked
package dev.yardstick.command.intake;

import org.jspecify.annotations.NullMarked;
