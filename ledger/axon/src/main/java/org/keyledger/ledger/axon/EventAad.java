package org.keyledger.ledger.axon;

import java.util.List;

/** Where the sealed fields of one event belong. */
record EventAad(String aggregateId, long sequence, String eventType) {

    List<String> payload() {
        return List.of(aggregateId, Long.toString(sequence), eventType);
    }

    List<String> metadata() {
        return List.of(aggregateId, Long.toString(sequence), eventType, "metadata");
    }
}
