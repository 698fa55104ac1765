@NullMarked
package dev.yardstick.query.notices;

import org.jspecify.annotations.NullMarked;
