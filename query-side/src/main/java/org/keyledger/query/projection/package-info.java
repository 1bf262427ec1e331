/** Read models: typed documents over the ledger's views, written by projections that move as one, rebuilt beside themselves. */
@Machinery
@NullMarked
package org.keyledger.query.projection;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
