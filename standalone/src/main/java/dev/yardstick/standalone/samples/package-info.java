/** Reads two public sales data sets. */
@NullMarked
package dev.yardstick.standalone.samples;

import org.jspecify.annotations.NullMarked;
