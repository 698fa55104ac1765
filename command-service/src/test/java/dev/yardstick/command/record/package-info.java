@NullMarked
package dev.yardstick.command.record;

import org.jspecify.annotations.NullMarked;
