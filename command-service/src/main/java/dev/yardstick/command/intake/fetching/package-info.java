/** Fetches records from a CRM's API that a delivery only names. */
@NullMarked
package dev.yardstick.command.intake.fetching;

import org.jspecify.annotations.NullMarked;
