/** What CRMs send: read, checked, recorded in batches, or parked. */
@NullMarked
package dev.yardstick.command.intake;

import org.jspecify.annotations.NullMarked;
