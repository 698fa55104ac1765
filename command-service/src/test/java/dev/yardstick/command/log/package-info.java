@NullMarked
package dev.yardstick.command.log;

import org.jspecify.annotations.NullMarked;
