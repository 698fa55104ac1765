@NullMarked
package dev.yardstick.benchmark.forecast;

import org.jspecify.annotations.NullMarked;
