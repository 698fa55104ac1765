@NullMarked
package dev.yardstick.command.intake.espocrm;

import org.jspecify.annotations.NullMarked;
