package org.keyledger.ledger.witnessing;

import java.util.Optional;
import java.util.UUID;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.reopening.Epochs;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of a ledger as somebody saw it once.
 *
 * @param ledger which one
 * @param epoch the present one at that time
 * @param position of the last event
 * @param hash of its commit, in hex
 */
public record Witness(UUID ledger, int epoch, long position, String hash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is to be seen now; nothing of an empty ledger. */
    static Optional<Witness> of(Ledger ledger, Epochs epochs) {
        return ledger.head().map(head -> of(head, epochs));
    }

    private static Witness of(RecordedCommit head, Epochs epochs) {
        return new Witness(
                epochs.present().id(),
                epochs.present().epoch(),
                head.last().value(),
                head.hash().toString());
    }

    /** @throws RuntimeException if this is no witness */
    static Witness read(byte[] json) {
        return JSON.readValue(json, Witness.class);
    }

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }
}
