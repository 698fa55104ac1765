/** How Pipedrive signs, words and serves its records. */
@NullMarked
package dev.yardstick.command.intake.pipedrive;

import org.jspecify.annotations.NullMarked;
