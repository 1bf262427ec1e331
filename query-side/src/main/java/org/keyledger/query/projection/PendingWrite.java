package org.keyledger.query.projection;

import java.util.function.Supplier;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;

/**
 * A document that waits for the end of its batch: what follows may change it again, and sealing it takes longer than all
 * else.
 *
 * @param position the event it was last changed at
 * @param document as its view knows it
 * @param encoded as it will be written
 */
record PendingWrite(String view, String id, Position position, Object document, Supplier<Document> encoded) {}
