@NullMarked
package dev.yardstick.command.ledger;

import org.jspecify.annotations.NullMarked;
