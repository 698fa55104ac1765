/** The pages for operators: how everything is doing, and what needs a hand. */
@NullMarked
package dev.yardstick.query.pages.operations;

import org.jspecify.annotations.NullMarked;
