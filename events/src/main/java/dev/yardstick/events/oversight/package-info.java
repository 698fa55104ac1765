/**
 * What holds from a day on, where reps are placed by that, and who answers for whom: the rule by
 * which both services let somebody read and change.
 */
@NullMarked
package dev.yardstick.events.oversight;

import org.jspecify.annotations.NullMarked;
