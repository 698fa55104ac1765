@NullMarked
package dev.yardstick.query.wording;

import org.jspecify.annotations.NullMarked;
