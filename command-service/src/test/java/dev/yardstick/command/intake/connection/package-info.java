@NullMarked
package dev.yardstick.command.intake.connection;

import org.jspecify.annotations.NullMarked;
