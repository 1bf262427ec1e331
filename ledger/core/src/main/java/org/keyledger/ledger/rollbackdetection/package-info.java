/** What remembers the head of the ledger outside of it, so that a ledger that was set back does not start unnoticed. */
@NullMarked
package org.keyledger.ledger.rollbackdetection;

import org.jspecify.annotations.NullMarked;
