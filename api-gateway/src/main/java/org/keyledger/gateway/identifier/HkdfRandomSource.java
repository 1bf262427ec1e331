package org.keyledger.gateway.identifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Dice that fall the same way whenever they are thrown for the same thing: HKDF-Expand with SHA-256 (RFC 5869). */
public final class HkdfRandomSource implements RandomSource {

    private static final int BLOCK = 32;

    private final byte[] secret;
    private final byte[] context;

    /**
     * @param secret 32 bytes that nobody can guess
     * @param context tells these dice from others with the same secret
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
        var out = ByteBuffer.allocate((length + BLOCK - 1) / BLOCK * BLOCK);
        var block = new byte[0];
        for (var i = 1; out.hasRemaining(); i++) {
            block = block(block, info, (byte) i);
            out.put(block);
        }
        var bytes = new byte[length];
        out.flip().get(bytes);
        return bytes;
    }

    private byte[] block(byte[] previous, byte[] info, byte number) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(previous);
            mac.update(info);
            mac.update(number);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
