@NullMarked
package dev.yardstick.query.pages.expectation;

import org.jspecify.annotations.NullMarked;
