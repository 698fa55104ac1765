/** Deals as a CRM reports them. */
@NullMarked
package dev.yardstick.command.deal;

import org.jspecify.annotations.NullMarked;
