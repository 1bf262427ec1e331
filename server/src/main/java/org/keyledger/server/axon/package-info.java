/** Axon over the ledger: what its starter finds instead of its own event store and its guesses. */
@NullMarked
package org.keyledger.server.axon;

import org.jspecify.annotations.NullMarked;
