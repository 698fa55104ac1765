/** The command line, and everything that it starts in one process: databases, Kafka, services. */
@NullMarked
package dev.yardstick.standalone;

import org.jspecify.annotations.NullMarked;
