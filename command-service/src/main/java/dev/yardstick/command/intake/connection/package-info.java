/**
 * Connections to CRMs: defined, with their secrets, what they have yet to fetch and how they are
 * doing.
 */
@NullMarked
package dev.yardstick.command.intake.connection;

import org.jspecify.annotations.NullMarked;
