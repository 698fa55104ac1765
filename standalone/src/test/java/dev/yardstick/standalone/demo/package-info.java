@NullMarked
package dev.yardstick.standalone.demo;

import org.jspecify.annotations.NullMarked;
