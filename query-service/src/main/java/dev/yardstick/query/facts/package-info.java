/** What CRM records amount to, and where it is kept, with when it was known. */
@NullMarked
package dev.yardstick.query.facts;

import org.jspecify.annotations.NullMarked;
