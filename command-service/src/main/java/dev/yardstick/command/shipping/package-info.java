/** The log on its way to Kafka. */
@NullMarked
package dev.yardstick.command.shipping;

import org.jspecify.annotations.NullMarked;
