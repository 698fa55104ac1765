/** Reads spreadsheets as canonical CRM events, with all that is wrong in them. */
@NullMarked
package dev.yardstick.standalone.csv;

import org.jspecify.annotations.NullMarked;
