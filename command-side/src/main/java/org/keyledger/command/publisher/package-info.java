/**
 * Publishes public events and mail requests to Kafka in the ledger's order; no event leaves the service by another way.
 */
@Machinery
@NullMarked
package org.keyledger.command.publisher;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
