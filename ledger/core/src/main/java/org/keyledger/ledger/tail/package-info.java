/** Follows the ledger: one tailer per node reads, verifies and decodes each new commit once for all streams. */
@NullMarked
package org.keyledger.ledger.tail;

import org.jspecify.annotations.NullMarked;
