/** What can be promised: each kind of measure, described once, for all that read or tell it. */
@NullMarked
package dev.yardstick.events.language;

import org.jspecify.annotations.NullMarked;
