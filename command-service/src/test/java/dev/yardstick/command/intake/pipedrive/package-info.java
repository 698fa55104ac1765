@NullMarked
package dev.yardstick.command.intake.pipedrive;

import org.jspecify.annotations.NullMarked;
