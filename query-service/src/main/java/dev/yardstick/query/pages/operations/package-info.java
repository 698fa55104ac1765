/**
 * The pages for operators: how everything is doing, what needs a hand, and the connections to CRMs.
 */
@NullMarked
package dev.yardstick.query.pages.operations;

import org.jspecify.annotations.NullMarked;
