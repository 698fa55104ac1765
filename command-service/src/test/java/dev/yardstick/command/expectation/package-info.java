@NullMarked
package dev.yardstick.command.expectation;

import org.jspecify.annotations.NullMarked;
