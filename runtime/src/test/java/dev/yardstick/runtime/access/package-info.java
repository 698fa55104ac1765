@NullMarked
package dev.yardstick.runtime.access;

import org.jspecify.annotations.NullMarked;
