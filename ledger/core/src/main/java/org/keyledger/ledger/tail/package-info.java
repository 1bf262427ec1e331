/** Follows the ledger: one tailer for each node, which reads, checks and decodes every new commit once for all streams. */
@NullMarked
package org.keyledger.ledger.tail;

import org.jspecify.annotations.NullMarked;
