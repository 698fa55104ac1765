/** What pages share: the frame, forms, tables as CSV, errors, the way to command-service. */
@NullMarked
package dev.yardstick.query.pages.kit;

import org.jspecify.annotations.NullMarked;
