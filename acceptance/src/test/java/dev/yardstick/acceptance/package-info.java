@NullMarked
package dev.yardstick.acceptance;

import org.jspecify.annotations.NullMarked;
