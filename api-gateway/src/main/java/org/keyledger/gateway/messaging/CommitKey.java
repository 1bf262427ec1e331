package org.keyledger.gateway.messaging;

/**
 * Marks the one commit that a repeatable request creates with.
 *
 * @param k what the ledger keeps unique
 * @param body what tells another body under the same key; kept sealed
 */
public record CommitKey(String k, String body) {

    @Override
    public String toString() {
        return "CommitKey[" + k + "]";
    }
}
