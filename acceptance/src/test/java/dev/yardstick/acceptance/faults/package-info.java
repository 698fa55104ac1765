/**
 * What happens when parts end, hang, come back or get too much, and how the read model is rebuilt.
 */
@NullMarked
package dev.yardstick.acceptance.faults;

import org.jspecify.annotations.NullMarked;
