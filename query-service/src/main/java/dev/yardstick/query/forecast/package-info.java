/** How likely a clause is to be reached, and when drift is clear enough for a warning. Pure. */
@NullMarked
package dev.yardstick.query.forecast;

import org.jspecify.annotations.NullMarked;
