/**
 * Read models: typed documents over the ledger's views, written by projections in one transaction per batch, and
 * rebuilt beside the current generation.
 */
@Machinery
@NullMarked
package org.keyledger.query.projection;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
