/** The ledger: an RFC 6962 Merkle tree over the log's lines, and signed checkpoints of it. */
@NullMarked
package dev.yardstick.command.ledger;

import org.jspecify.annotations.NullMarked;
