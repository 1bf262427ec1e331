/** Axon on the ledger: the event store that Axon's Spring Boot starter uses. */
@NullMarked
package org.keyledger.server.axon;

import org.jspecify.annotations.NullMarked;
