@NullMarked
package dev.yardstick.command.oversight;

import org.jspecify.annotations.NullMarked;
