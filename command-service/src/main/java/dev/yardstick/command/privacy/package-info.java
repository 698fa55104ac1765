/** The keys under which texts about persons are sealed. */
@NullMarked
package dev.yardstick.command.privacy;

import org.jspecify.annotations.NullMarked;
