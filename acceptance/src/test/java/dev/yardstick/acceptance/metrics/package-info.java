/** What a monitoring system sees: metrics, and what alerts and a dashboard make of them. */
@NullMarked
package dev.yardstick.acceptance.metrics;

import org.jspecify.annotations.NullMarked;
