@NullMarked
package dev.yardstick.query.measure;

import org.jspecify.annotations.NullMarked;
