@NullMarked
package dev.yardstick.command.input;

import org.jspecify.annotations.NullMarked;
