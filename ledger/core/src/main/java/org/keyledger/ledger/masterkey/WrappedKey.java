package org.keyledger.ledger.masterkey;

/**
 * A key or a secret, encrypted.
 *
 * @param version of the master key it was wrapped with
 * @param bytes nonce, ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent")
public record WrappedKey(int version, byte[] bytes) {}
