/** What becomes of a request, as OpenTelemetry tells it; off unless an address is set. */
@NullMarked
package dev.yardstick.runtime.tracing;

import org.jspecify.annotations.NullMarked;
