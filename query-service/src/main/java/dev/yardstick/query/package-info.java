/** The query side: folds the shipped events and answers from what it folded. */
@NullMarked
package dev.yardstick.query;

import org.jspecify.annotations.NullMarked;
