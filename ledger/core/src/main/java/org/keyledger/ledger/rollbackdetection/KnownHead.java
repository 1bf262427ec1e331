package org.keyledger.ledger.rollbackdetection;

import java.util.UUID;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.hashchain.Tip;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of a ledger as somebody saw it once; one that was still empty ends with its genesis.
 *
 * @param ledger which one
 * @param epoch the present one at that time
 * @param position of the last event; -1 if there was none
 * @param hash of its commit or of the genesis, in hex
 */
public record KnownHead(UUID ledger, int epoch, long position, String hash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is to be seen now. */
    static KnownHead of(Ledger ledger, Epochs epochs) {
        Tip end = ledger.head().map(Tip::after).orElseGet(() -> Tip.genesis(ledger.identity()));
        return new KnownHead(
                epochs.present().id(),
                epochs.present().epoch(),
                end.next().value() - 1,
                end.hash().toString());
    }

    /** Whether the ledger was empty. */
    boolean isEmpty() {
        return position < 0;
    }

    /** @throws RuntimeException if this is no witness */
    static KnownHead fromJson(byte[] json) {
        return JSON.readValue(json, KnownHead.class);
    }

    byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }
}
