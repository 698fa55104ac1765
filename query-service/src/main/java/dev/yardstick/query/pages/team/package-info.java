/** The pages about teams. */
@NullMarked
package dev.yardstick.query.pages.team;

import org.jspecify.annotations.NullMarked;
