@NullMarked
package dev.yardstick.command.rep;

import org.jspecify.annotations.NullMarked;
