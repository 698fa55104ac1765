@NullMarked
package dev.yardstick.events;

import org.jspecify.annotations.NullMarked;
