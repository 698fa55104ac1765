/** What a record of a CRM amounts to now, and how two tellings of it differ. Pure. */
@NullMarked
package dev.yardstick.command.intake.reconciliation;

import org.jspecify.annotations.NullMarked;
