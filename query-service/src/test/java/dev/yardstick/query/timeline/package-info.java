@NullMarked
package dev.yardstick.query.timeline;

import org.jspecify.annotations.NullMarked;
