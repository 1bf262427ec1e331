package org.keyledger.gateway.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.gateway.identifier.HkdfRandomSource;
import org.keyledger.gateway.identifier.RandomSource;

/**
 * What follows from an {@code Idempotency-Key}: the commit's {@code k}, the mark of its body, and dice that fall the
 * same way on every node and at every retry (HKDF-SHA-256, RFC 5869), so that nothing of it is stored.
 */
final class IdempotencyKeyMaterial {

    private final byte[] secret;
    private final byte[] raw;
    private final String commitKey;

    IdempotencyKeyMaterial(SecretKey serviceKey, IdempotentRequest idempotentRequest, String idempotencyKey) {
        this.secret = hmac("keyledger idempotency".getBytes(StandardCharsets.UTF_8), serviceKey.getEncoded());
        this.raw = utf8(idempotencyKey);
        this.commitKey = encoded(hmac(
                secret, joined(utf8("k"), utf8(idempotentRequest.caller()), utf8(idempotentRequest.route()), raw)));
    }

    String commitKey() {
        return commitKey;
    }

    String fingerprint(byte[] body) {
        return encoded(hmac(secret, joined(utf8("body"), utf8(commitKey), body.length == 0 ? utf8("{}") : body)));
    }

    RandomSource randomSource() {
        return new HkdfRandomSource(secret, joined(utf8("create"), utf8(commitKey), raw));
    }

    /** Each part behind its length: no two lists of parts are the same bytes. */
    private static byte[] joined(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += Integer.BYTES + part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
