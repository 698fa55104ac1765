@NullMarked
package dev.yardstick.query.view;

import org.jspecify.annotations.NullMarked;
