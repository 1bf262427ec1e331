package org.keyledger.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The codes of a TOTP secret (RFC 6238, HMAC-SHA-1, six digits, 30 s), each of a later time step than the last. */
final class TotpCodes {

    private static final long STEP_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;
    private long lastStep;

    /** @param secret in Base32 without padding */
    TotpCodes(String secret) {
        this.secret = decode(secret);
    }

    private static byte[] decode(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (char digit : base32.toCharArray()) {
            buffer = (buffer << 5 | BASE32.indexOf(digit)) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }

    /** Waits until the service accepts the code of a later step: of the current one, or the one after it. */
    String next() {
        lastStep = Math.max(lastStep + 1, System.currentTimeMillis() / STEP_MILLIS);
        long wait = (lastStep - 1) * STEP_MILLIS - System.currentTimeMillis();
        if (wait > 0) {
            sleep(wait);
        }
        return code(lastStep);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String code(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int value = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", value % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
