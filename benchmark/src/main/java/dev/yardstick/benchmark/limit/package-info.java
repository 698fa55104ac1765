/** What Yardstick is measured against: raw limits, and peers that do a part of the same. */
@NullMarked
package dev.yardstick.benchmark.limit;

import org.jspecify.annotations.NullMarked;
