/**
 * The read model folded anew beside the one that answers, compared with it, and put in its place.
 */
@NullMarked
package dev.yardstick.query.rebuild;

import org.jspecify.annotations.NullMarked;
