/** How HubSpot signs, words and serves its records. */
@NullMarked
package dev.yardstick.command.intake.hubspot;

import org.jspecify.annotations.NullMarked;
