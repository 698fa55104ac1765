/** How it is said that something cannot be done, and what would be right. */
@NullMarked
package dev.yardstick.command.refusal;

import org.jspecify.annotations.NullMarked;
