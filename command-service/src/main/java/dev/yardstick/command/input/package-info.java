/** Reads what comes in over HTTP or Kafka: bodies, JSON, fields, with all that is wrong in them. */
@NullMarked
package dev.yardstick.command.input;

import org.jspecify.annotations.NullMarked;
