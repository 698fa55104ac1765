/** How EspoCRM signs, words and serves its records. */
@NullMarked
package dev.yardstick.command.intake.espocrm;

import org.jspecify.annotations.NullMarked;
