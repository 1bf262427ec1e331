package org.keyledger.gateway.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.keyledger.gateway.identifier.HkdfRandomSource;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.crypto.Hkdf;
import org.keyledger.kernel.crypto.Hmac;

/**
 * Values derived from an {@code Idempotency-Key} with HKDF-SHA-256 (RFC 5869): the key {@code k} of the commit, the
 * fingerprint of the body, and the random bytes of the request. They are the same on every node and for every retry, so
 * that none of them is stored.
 */
final class IdempotencyKeyMaterial {

    private final byte[] secret;
    private final byte[] raw;
    private final String commitKey;

    IdempotencyKeyMaterial(SecretKey serviceKey, IdempotentRequest idempotentRequest, String idempotencyKey) {
        this.secret = Hkdf.extract(utf8("keyledger idempotency"), serviceKey.getEncoded());
        this.raw = utf8(idempotencyKey);
        this.commitKey = encoded(Hmac.sha256(
                secret, joined(utf8("k"), utf8(idempotentRequest.caller()), utf8(idempotentRequest.route()), raw)));
    }

    String commitKey() {
        return commitKey;
    }

    String fingerprint(byte[] body) {
        return encoded(
                Hmac.sha256(secret, joined(utf8("body"), utf8(commitKey), body.length == 0 ? utf8("{}") : body)));
    }

    RandomSource randomSource() {
        return new HkdfRandomSource(secret, joined(utf8("create"), utf8(commitKey), raw));
    }

    /** Each part after its length, so that different lists of parts give different bytes. */
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
}
