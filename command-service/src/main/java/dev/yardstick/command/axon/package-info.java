/** How commands reach Axon, and what came of them. */
@NullMarked
package dev.yardstick.command.axon;

import org.jspecify.annotations.NullMarked;
