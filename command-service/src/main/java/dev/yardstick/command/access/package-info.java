/** Who calls, and what that role may do; deny by default. */
@NullMarked
package dev.yardstick.command.access;

import org.jspecify.annotations.NullMarked;
