@NullMarked
package dev.yardstick.standalone.cli;

import org.jspecify.annotations.NullMarked;
