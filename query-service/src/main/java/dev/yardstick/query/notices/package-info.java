/** Tells people by mail or webhook what concerns them, once, when they want it. */
@NullMarked
package dev.yardstick.query.notices;

import org.jspecify.annotations.NullMarked;
