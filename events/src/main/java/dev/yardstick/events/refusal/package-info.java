/** Why something is refused or counts nowhere: values, with their words in every language. */
@NullMarked
package dev.yardstick.events.refusal;

import org.jspecify.annotations.NullMarked;
