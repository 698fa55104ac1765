/** What an export of the log consists of: its files, their names and its manifest. */
@NullMarked
package dev.yardstick.events.export;

import org.jspecify.annotations.NullMarked;
