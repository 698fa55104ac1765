/** The pages about reps and accounts as such. */
@NullMarked
package dev.yardstick.query.pages.people;

import org.jspecify.annotations.NullMarked;
