/** A deterministic simulation of a replica set and its client processes, in virtual time and decided by a seed. */
@NullMarked
package org.keyledger.ledger.simulation;

import org.jspecify.annotations.NullMarked;
