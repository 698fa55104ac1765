/** The command side: decides what happens and records it in the log. */
@NullMarked
package dev.yardstick.command;

import org.jspecify.annotations.NullMarked;
