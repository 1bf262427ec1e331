/** Tells the world, over Kafka and in the ledger's order, what it may know: the one way that events leave. */
@Machinery
@NullMarked
package org.keyledger.command.publisher;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
