/** Takes the whole log out of a running server, and proves elsewhere what was taken out. */
@NullMarked
package dev.yardstick.standalone.auditing;

import org.jspecify.annotations.NullMarked;
