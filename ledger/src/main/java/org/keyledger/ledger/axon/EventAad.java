package org.keyledger.ledger.axon;

import java.util.List;

/** Where the sealed fields of one event belong. */
record EventAad(String aggregate, long sequence, String name) {

    List<String> payload() {
        return List.of(aggregate, Long.toString(sequence), name);
    }

    List<String> metadata() {
        return List.of(aggregate, Long.toString(sequence), name, "metadata");
    }
}
