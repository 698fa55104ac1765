@NullMarked
package dev.yardstick.command.intake.salesforce;

import org.jspecify.annotations.NullMarked;
