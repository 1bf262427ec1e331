package org.keyledger.gateway.identifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.keyledger.kernel.crypto.Hkdf;

/** Derives bytes with HKDF-Expand, so that the same secret, context and purpose always give the same bytes. */
public final class HkdfRandomSource implements RandomSource {

    private final byte[] secret;
    private final byte[] context;

    /**
     * @param secret 32 bytes that cannot be guessed
     * @param context separates this source from others with the same secret
     */
    public HkdfRandomSource(byte[] secret, byte[] context) {
        this.secret = secret.clone();
        this.context = context.clone();
    }

    @Override
    public byte[] bytes(String purpose, int length) {
        var label = purpose.getBytes(StandardCharsets.UTF_8);
        var info = ByteBuffer.allocate(Integer.BYTES + label.length + context.length)
                .putInt(label.length)
                .put(label)
                .put(context)
                .array();
        return Hkdf.expand(secret, info, length);
    }
}
