@NullMarked
package dev.yardstick.query.pages.operations;

import org.jspecify.annotations.NullMarked;
