/** The pages where the company, and what one is told, is set. */
@NullMarked
package dev.yardstick.query.pages.settings;

import org.jspecify.annotations.NullMarked;
