package org.keyledger.ledger.simulation;

import java.util.List;

/**
 * One document.
 *
 * @param id in the whole database: its collection and its {@code _id}
 * @param unique what no other document may hold
 * @param body whatever it says
 * @param poison whether the server refuses it for what it is, now and for ever
 */
record StoredDocument(String id, List<String> unique, Object body, boolean poison) {}
