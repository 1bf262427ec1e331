package org.keyledger.gateway.messaging;

/**
 * Marks the one commit that a repeatable request creates with.
 *
 * @param key what the ledger keeps unique
 * @param fingerprint what tells another body under the same key; kept sealed
 */
public record CommitKey(String key, String fingerprint) {

    @Override
    public String toString() {
        return "CommitKey[" + key + "]";
    }
}
