/** What a CRM sends and is asked for, by every door, and what others are sent. */
@NullMarked
package dev.yardstick.acceptance.crm;

import org.jspecify.annotations.NullMarked;
