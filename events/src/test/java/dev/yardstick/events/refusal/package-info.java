@NullMarked
package dev.yardstick.events.refusal;

import org.jspecify.annotations.NullMarked;
