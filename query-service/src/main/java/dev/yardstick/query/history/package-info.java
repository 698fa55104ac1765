/** What happened to a rep, event by event and in words. */
@NullMarked
package dev.yardstick.query.history;

import org.jspecify.annotations.NullMarked;
