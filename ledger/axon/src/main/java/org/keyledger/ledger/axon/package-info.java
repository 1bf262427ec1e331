/** Adapts the ledger to Axon Framework: event store, command bus, repositories, token stores and event processors. */
@NullMarked
package org.keyledger.ledger.axon;

import org.jspecify.annotations.NullMarked;
