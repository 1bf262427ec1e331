package org.keyledger.ledger.masterkey;

/**
 * An encrypted key or secret.
 *
 * @param version of the master key that wrapped it
 * @param bytes nonce, ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent")
public record WrappedKey(int version, byte[] bytes) {}
