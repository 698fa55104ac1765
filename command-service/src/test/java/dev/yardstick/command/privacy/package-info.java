/** Keys outside the database, and erasures that hold. */
@NullMarked
package dev.yardstick.command.privacy;

import org.jspecify.annotations.NullMarked;
