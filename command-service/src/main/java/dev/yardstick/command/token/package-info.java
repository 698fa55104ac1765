/** Bearer tokens: who was given one and when it was last used, and how one is taken back. */
@NullMarked
package dev.yardstick.command.token;

import org.jspecify.annotations.NullMarked;
