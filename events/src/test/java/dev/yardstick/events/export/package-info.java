@NullMarked
package dev.yardstick.events.export;

import org.jspecify.annotations.NullMarked;
