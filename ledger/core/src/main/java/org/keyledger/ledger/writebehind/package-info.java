/** Views whose changes are kept in memory first and written to their store in batches. */
@NullMarked
package org.keyledger.ledger.writebehind;

import org.jspecify.annotations.NullMarked;
