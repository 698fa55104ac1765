@NullMarked
package dev.yardstick.standalone.csv;

import org.jspecify.annotations.NullMarked;
