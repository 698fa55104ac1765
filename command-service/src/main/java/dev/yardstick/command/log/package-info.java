/** The log: dense positions, group commit, and Axon's storage engine on top of it. */
@NullMarked
package dev.yardstick.command.log;

import org.jspecify.annotations.NullMarked;
