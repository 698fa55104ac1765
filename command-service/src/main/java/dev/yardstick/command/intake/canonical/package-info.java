/** Canonical CRM events, over HTTP and from Kafka. */
@NullMarked
package dev.yardstick.command.intake.canonical;

import org.jspecify.annotations.NullMarked;
