package org.keyledger.query;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.keyledger.kernel.Digest;

/** An API key whose text is derived from a number, so that load programs can present it. It is accepted like any other. */
record NumberedApiKey(String prefix, String secret) {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM = 6;

    static NumberedApiKey of(int number) {
        var prefix = String.format("kl_live_%012d", number);
        var secret = String.format("%032d", number);
        return new NumberedApiKey(prefix, secret + checksum(prefix + "." + secret));
    }

    /** CRC-32 in base 62, in the gateway's format. */
    private static String checksum(String checked) {
        var crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.UTF_8));
        var text = new StringBuilder();
        for (var rest = crc.getValue(); text.length() < CHECKSUM; rest /= DIGITS.length()) {
            text.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return text.reverse().toString();
    }

    Digest digest() {
        return Digest.of(secret);
    }

    String text() {
        return prefix + "." + secret;
    }
}
