/** A year of an invented sales team, told to the server over the public HTTP API. */
@NullMarked
package dev.yardstick.standalone.demo;

import org.jspecify.annotations.NullMarked;
