@NullMarked
package dev.yardstick.query.known;

import org.jspecify.annotations.NullMarked;
