/** How Salesforce signs, words and serves its records. */
@NullMarked
package dev.yardstick.command.intake.salesforce;

import org.jspecify.annotations.NullMarked;
