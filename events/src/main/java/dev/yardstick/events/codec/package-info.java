/** Events as stored JSON and back, whatever version wrote them. */
@NullMarked
package dev.yardstick.events.codec;

import org.jspecify.annotations.NullMarked;
