/** What is fixed for the whole company: exchange rates, holidays, templates, calibrations. */
@NullMarked
package dev.yardstick.command.company;

import org.jspecify.annotations.NullMarked;
