/** Expectations: set, revised, communicated, acknowledged, disputed. */
@NullMarked
package dev.yardstick.command.expectation;

import org.jspecify.annotations.NullMarked;
