/** What a CRM's own way to sign, word and serve its records has in common with the others'. */
@NullMarked
package dev.yardstick.command.intake.dialect;

import org.jspecify.annotations.NullMarked;
