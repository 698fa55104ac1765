@NullMarked
package dev.yardstick.standalone.postgres;

import org.jspecify.annotations.NullMarked;
