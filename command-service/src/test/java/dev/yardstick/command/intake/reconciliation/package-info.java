/** Tests of pictures of records. */
@NullMarked
package dev.yardstick.command.intake.reconciliation;

import org.jspecify.annotations.NullMarked;
