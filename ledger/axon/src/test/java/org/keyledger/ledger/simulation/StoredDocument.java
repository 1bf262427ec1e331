package org.keyledger.ledger.simulation;

import java.util.List;

/**
 * A stored document.
 *
 * @param id its collection and its {@code _id}
 * @param unique values that no other document may have
 * @param body its content
 * @param poison whether the server always rejects it
 */
record StoredDocument(String id, List<String> unique, Object body, boolean poison) {}
