/** The pages where expectations and templates are read and written. */
@NullMarked
package dev.yardstick.query.pages.expectation;

import org.jspecify.annotations.NullMarked;
