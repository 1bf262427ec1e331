/** What every home is assembled of, whatever store is behind it. */
@NullMarked
package org.keyledger.ledger.opening;

import org.jspecify.annotations.NullMarked;
