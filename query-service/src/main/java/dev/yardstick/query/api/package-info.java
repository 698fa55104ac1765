/** The query side's HTTP API. */
@NullMarked
package dev.yardstick.query.api;

import org.jspecify.annotations.NullMarked;
