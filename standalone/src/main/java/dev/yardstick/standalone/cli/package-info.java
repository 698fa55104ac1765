/** The commands that talk to a running server: import, rebuild, reconcile. */
@NullMarked
package dev.yardstick.standalone.cli;

import org.jspecify.annotations.NullMarked;
