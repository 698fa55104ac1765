@NullMarked
package dev.yardstick.query.access;

import org.jspecify.annotations.NullMarked;
