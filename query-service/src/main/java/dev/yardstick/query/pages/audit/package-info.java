/** The pages for auditors: the log, who looked at whom, what was known before. */
@NullMarked
package dev.yardstick.query.pages.audit;

import org.jspecify.annotations.NullMarked;
