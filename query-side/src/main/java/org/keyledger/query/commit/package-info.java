/** Queries about commits, answered from the ledger, and waiting for a position. */
@NullMarked
package org.keyledger.query.commit;

import org.jspecify.annotations.NullMarked;
