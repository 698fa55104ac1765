/** What happened in words: every event is told here, in the sentences of history.properties. */
@NullMarked
package dev.yardstick.query.wording.event;

import org.jspecify.annotations.NullMarked;
