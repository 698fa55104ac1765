@NullMarked
package dev.yardstick.command;

import org.jspecify.annotations.NullMarked;
