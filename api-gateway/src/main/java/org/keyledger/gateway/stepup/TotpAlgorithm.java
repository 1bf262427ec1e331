package org.keyledger.gateway.stepup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.factor.TotpSecret;

/** Time-based one-time passwords (RFC 6238) with HMAC-SHA-1 and steps of 30 seconds, as authenticator apps expect. */
final class TotpAlgorithm {

    static final Duration STEP = Duration.ofSeconds(30);

    private static final String ALGORITHM = "HmacSHA1";
    private static final int DIGITS = 6;

    /** Accepted difference between our clock and the app's, in steps (RFC 6238, section 5.2). */
    private static final int SKEW = 1;

    private TotpAlgorithm() {}

    /**
     * The time step at which this secret yields the code: the current one, the one before or the one after; the latest if
     * several do.
     */
    static OptionalLong findStep(TotpSecret secret, String code, Instant now) {
        var current = stepAt(now);
        var key = Base32.decode(secret.base32());
        return LongStream.rangeClosed(current - SKEW, current + SKEW)
                .filter(step -> matches(codeAt(key, step, DIGITS), code))
                .max();
    }

    private static boolean matches(String expected, String code) {
        return MessageDigest.isEqual(expected.getBytes(US_ASCII), code.getBytes(US_ASCII));
    }

    static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
    }

    /** HOTP of the step (RFC 4226, section 5.3), with leading zeros. */
    static String codeAt(byte[] key, long step, int digits) {
        byte[] hash;
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is not available in this JVM", e);
        }
        var offset = hash[hash.length - 1] & 0xf;
        var truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format("%0" + digits + "d", truncated % (long) Math.pow(10, digits));
    }
}
