package org.keyledger.gateway.messaging;

/**
 * Identifies the commit of an idempotent request.
 *
 * @param key unique in the ledger
 * @param fingerprint detects a different body under the same key; stored encrypted
 */
public record CommitKey(String key, String fingerprint) {

    @Override
    public String toString() {
        return "CommitKey[" + key + "]";
    }
}
