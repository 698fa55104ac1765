/**
 * The log: dense positions by the lock on its head ({@link LogRows}), group commit, and Axon's
 * storage engine on top of it.
 */
@NullMarked
package dev.yardstick.command.log;

import org.jspecify.annotations.NullMarked;
