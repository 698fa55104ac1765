/** How it is said over HTTP that something cannot be done, and what would be right. */
@NullMarked
package dev.yardstick.runtime.problem;

import org.jspecify.annotations.NullMarked;
