package org.keyledger.server.endtoend;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app with one secret, written against RFC 6238 and not against the service. Shows two codes that the
 * service accepts one after the other for at least 15 s, whenever a test begins.
 */
final class AuthenticatorApp {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP = 30;

    private final byte[] key;
    private final long first;

    AuthenticatorApp(String secret) {
        key = new byte[secret.length() * 5 / 8];
        for (var bit = 0; bit < key.length * 8; bit++) {
            var digit = ALPHABET.indexOf(secret.charAt(bit / 5));
            key[bit / 8] |= (byte) (((digit >> (4 - bit % 5)) & 1) << (7 - bit % 8));
        }
        var now = Instant.now().getEpochSecond();
        var startsLate = now % STEP >= STEP / 2;
        first = now / STEP - (startsLate ? 0 : 1);
    }

    String firstCode() {
        return code(first);
    }

    /** Of the step after the first code. */
    String secondCode() {
        return code(first + 1);
    }

    /** A code of no step that the service accepts. */
    String wrongCode() {
        for (var number = 0; ; number++) {
            var code = "%06d".formatted(number);
            var wrong = true;
            for (var step = first - 2; step <= first + 4; step++) {
                wrong &= !code.equals(code(step));
            }
            if (wrong) {
                return code;
            }
        }
    }

    private String code(long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            var number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
