/** Numbers, days and sentences in the language of the reader. */
@NullMarked
package dev.yardstick.query.wording;

import org.jspecify.annotations.NullMarked;
