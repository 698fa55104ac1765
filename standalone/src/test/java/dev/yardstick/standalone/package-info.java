@NullMarked
package dev.yardstick.standalone;

import org.jspecify.annotations.NullMarked;
