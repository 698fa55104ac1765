@NullMarked
package dev.yardstick.command.intake.hubspot;

import org.jspecify.annotations.NullMarked;
