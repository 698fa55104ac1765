/** The pages about what is to be spoken about, and what was. */
@NullMarked
package dev.yardstick.query.pages.conversation;

import org.jspecify.annotations.NullMarked;
