/** Where a page of a read model ended, the same on every store. */
@NullMarked
package org.keyledger.ledger.paging;

import org.jspecify.annotations.NullMarked;
