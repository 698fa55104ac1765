@NullMarked
package dev.yardstick.query.consuming;

import org.jspecify.annotations.NullMarked;
