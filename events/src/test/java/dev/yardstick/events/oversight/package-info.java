@NullMarked
package dev.yardstick.events.oversight;

import org.jspecify.annotations.NullMarked;
