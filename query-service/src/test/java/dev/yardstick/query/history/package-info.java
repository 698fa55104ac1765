/** What happened, in words. */
@NullMarked
package dev.yardstick.query.history;

import org.jspecify.annotations.NullMarked;
