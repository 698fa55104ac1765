/**
 * What an activity and a deal have in common: that a CRM shows them, corrects them, takes them
 * back.
 */
@NullMarked
package dev.yardstick.command.record;

import org.jspecify.annotations.NullMarked;
