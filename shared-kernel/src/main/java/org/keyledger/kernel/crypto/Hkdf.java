package org.keyledger.kernel.crypto;

import java.nio.ByteBuffer;

/** HKDF with SHA-256, RFC 5869. The ledger depends on no other module and has its own derivation of subject keys. */
public final class Hkdf {

    private static final int HASH_BYTES = 32;
    private static final int MAX_BLOCKS = 255;

    private Hkdf() {}

    /** HKDF-Extract, section 2.2: a pseudorandom key of 32 bytes. */
    public static byte[] extract(byte[] salt, byte[] keyMaterial) {
        return Hmac.sha256(salt, keyMaterial);
    }

    /**
     * HKDF-Expand, section 2.3.
     *
     * @param key a pseudorandom key of at least 32 bytes
     * @param info what the bytes are for; the same key and info give the same bytes
     * @throws IllegalArgumentException if {@code length} is more than 8160 bytes
     */
    public static byte[] expand(byte[] key, byte[] info, int length) {
        if (length > MAX_BLOCKS * HASH_BYTES) {
            throw new IllegalArgumentException("length must be 8160 or less, was " + length);
        }
        var out = ByteBuffer.allocate(length);
        var block = new byte[0];
        for (var i = 1; out.hasRemaining(); i++) {
            block = Hmac.sha256(key, block, info, new byte[] {(byte) i});
            out.put(block, 0, Math.min(block.length, out.remaining()));
        }
        return out.array();
    }
}
