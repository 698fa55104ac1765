/** The services' descriptions of themselves, held to what they do. */
@NullMarked
package dev.yardstick.acceptance.description;

import org.jspecify.annotations.NullMarked;
