/** Who calls, and whom that caller may read about; deny by default. */
@NullMarked
package dev.yardstick.query.access;

import org.jspecify.annotations.NullMarked;
