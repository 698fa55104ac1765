/** The pages about one rep's year. */
@NullMarked
package dev.yardstick.query.pages.rep;

import org.jspecify.annotations.NullMarked;
