/** What was delivered and expected by each kind of clause, on any day. Pure. */
@NullMarked
package dev.yardstick.query.measure;

import org.jspecify.annotations.NullMarked;
