@NullMarked
package dev.yardstick.events.codec;

import org.jspecify.annotations.NullMarked;
