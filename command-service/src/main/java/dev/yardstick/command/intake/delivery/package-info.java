/** A CRM's own deliveries: verified, read in its dialect, recorded or parked. */
@NullMarked
package dev.yardstick.command.intake.delivery;

import org.jspecify.annotations.NullMarked;
