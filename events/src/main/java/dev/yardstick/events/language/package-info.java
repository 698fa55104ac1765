/**
 * What can be promised and what a CRM can tell: each kind of measure and each field of a CRM event,
 * described once, for all that read or tell it.
 */
@NullMarked
package dev.yardstick.events.language;

import org.jspecify.annotations.NullMarked;
