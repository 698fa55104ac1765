@NullMarked
package dev.yardstick.command.axon;

import org.jspecify.annotations.NullMarked;
