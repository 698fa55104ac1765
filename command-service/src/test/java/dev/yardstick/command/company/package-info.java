@NullMarked
package dev.yardstick.command.company;

import org.jspecify.annotations.NullMarked;
