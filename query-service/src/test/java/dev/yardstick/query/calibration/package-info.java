/** What is learnt from closed clauses. */
@NullMarked
package dev.yardstick.query.calibration;

import org.jspecify.annotations.NullMarked;
