@NullMarked
package dev.yardstick.query.naive;

import org.jspecify.annotations.NullMarked;
