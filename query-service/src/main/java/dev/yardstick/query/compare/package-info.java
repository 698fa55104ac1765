/** Why figures differ between two moments of knowledge. Pure. */
@NullMarked
package dev.yardstick.query.compare;

import org.jspecify.annotations.NullMarked;
