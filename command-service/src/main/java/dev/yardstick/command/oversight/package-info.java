/** Who answers for reps beside their manager: superiors, deputies, business units. */
@NullMarked
package dev.yardstick.command.oversight;

import org.jspecify.annotations.NullMarked;
