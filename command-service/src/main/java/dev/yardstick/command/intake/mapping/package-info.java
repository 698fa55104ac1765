/** What helps to map a CRM's words: its owners, the words that are missing, a record to try. */
@NullMarked
package dev.yardstick.command.intake.mapping;

import org.jspecify.annotations.NullMarked;
