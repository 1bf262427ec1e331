/** A replica set and the processes around it, modelled: virtual time, one turn at a time, everything decided by a seed. */
@NullMarked
package org.keyledger.ledger.simulation;

import org.jspecify.annotations.NullMarked;
