/** What closed clauses teach about likelihoods, once a month and by itself. */
@NullMarked
package dev.yardstick.query.calibration;

import org.jspecify.annotations.NullMarked;
