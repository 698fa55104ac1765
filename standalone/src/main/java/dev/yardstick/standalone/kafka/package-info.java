/** A real Kafka of one node in this process: broker and controller in one. */
@NullMarked
package dev.yardstick.standalone.kafka;

import org.jspecify.annotations.NullMarked;
