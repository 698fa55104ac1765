/** What a CRM or a manager tells of one record, read and checked, and what came of it. */
@NullMarked
package dev.yardstick.command.intake.message;

import org.jspecify.annotations.NullMarked;
