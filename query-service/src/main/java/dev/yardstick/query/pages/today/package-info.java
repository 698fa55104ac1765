/** Where each begins: what is to be done today, and what came of the week. */
@NullMarked
package dev.yardstick.query.pages.today;

import org.jspecify.annotations.NullMarked;
