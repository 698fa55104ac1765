@NullMarked
package dev.yardstick.query.pages.kit;

import org.jspecify.annotations.NullMarked;
