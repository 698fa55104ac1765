@NullMarked
package dev.yardstick.query.facts;

import org.jspecify.annotations.NullMarked;
