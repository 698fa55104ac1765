/** Tests of deals. */
@NullMarked
package dev.yardstick.command.deal;

import org.jspecify.annotations.NullMarked;
