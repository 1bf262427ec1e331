/** The append algorithm, above a narrow port: queue, group commit, positions, hashes, and what became of each commit. */
@NullMarked
package org.keyledger.ledger.append;

import org.jspecify.annotations.NullMarked;
