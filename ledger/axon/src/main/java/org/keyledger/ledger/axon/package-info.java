/** The one place that knows Axon's storage interfaces: an event store, a command bus and processors over the ledger. */
@NullMarked
package org.keyledger.ledger.axon;

import org.jspecify.annotations.NullMarked;
