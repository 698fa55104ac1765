@NullMarked
package dev.yardstick.benchmark;

import org.jspecify.annotations.NullMarked;
