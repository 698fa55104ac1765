@NullMarked
package dev.yardstick.query;

import org.jspecify.annotations.NullMarked;
