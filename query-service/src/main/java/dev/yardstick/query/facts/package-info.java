/** What is known of a rep: her facts, her accounts, what is expected of her. Pure. */
@NullMarked
package dev.yardstick.query.facts;

import org.jspecify.annotations.NullMarked;
