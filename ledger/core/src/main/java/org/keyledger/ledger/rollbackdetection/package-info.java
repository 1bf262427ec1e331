/** Records the head of the ledger outside the ledger, so that a ledger restored from an old backup is detected at start. */
@NullMarked
package org.keyledger.ledger.rollbackdetection;

import org.jspecify.annotations.NullMarked;
