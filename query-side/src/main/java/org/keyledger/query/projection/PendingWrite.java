package org.keyledger.query.projection;

import java.util.function.Supplier;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;

/**
 * A document to be written at the end of its batch. Deferring avoids repeated encryption, the most expensive step, when
 * later events of the batch change it again.
 *
 * @param position position of the event that last changed it
 * @param document as its view uses it
 * @param encoded creates the document to write
 */
record PendingWrite(String view, String id, Position position, Object document, Supplier<Document> encoded) {}
