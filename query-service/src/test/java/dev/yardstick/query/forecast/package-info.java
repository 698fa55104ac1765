/** The fit of calibrations. */
@NullMarked
package dev.yardstick.query.forecast;

import org.jspecify.annotations.NullMarked;
