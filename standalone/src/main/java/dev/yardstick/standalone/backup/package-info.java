/** Everything of an installation that cannot be had again, saved into a folder and put back. */
@NullMarked
package dev.yardstick.standalone.backup;

import org.jspecify.annotations.NullMarked;
