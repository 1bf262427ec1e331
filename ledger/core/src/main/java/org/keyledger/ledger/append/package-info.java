/** The append algorithm over a {@link org.keyledger.ledger.append.CommitStore}: queue, group commit, positions, outcomes. */
@NullMarked
package org.keyledger.ledger.append;

import org.jspecify.annotations.NullMarked;
