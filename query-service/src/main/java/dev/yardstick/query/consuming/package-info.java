/** From Kafka into the tables, with the offsets in the same transaction. */
@NullMarked
package dev.yardstick.query.consuming;

import org.jspecify.annotations.NullMarked;
