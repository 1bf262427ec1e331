package org.keyledger.gateway.password;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.UnicodeText;

/** A password in Unicode form NFC (NIST SP 800-63B-4, section 3.1.1.2). It is never truncated or logged. */
public final class Password {

    private static final int MAX_LENGTH = 1024;

    /** In UTF-16 code units before normalisation. */
    private static final int MAX_INPUT_LENGTH = 4 * MAX_LENGTH;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text has more than 1,024 code points */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Password parse(String text) {
        if (text.length() > MAX_INPUT_LENGTH) {
            throw toTooLongException();
        }
        var password = new Password(UnicodeText.toNfc(text));
        if (password.length() > MAX_LENGTH) {
            throw toTooLongException();
        }
        return password;
    }

    private static IllegalArgumentException toTooLongException() {
        return new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
    }

    /** HMAC-SHA-256 of the password and what it is used for. */
    public Digest hmac(SecretKey key, String... context) {
        var parts = Arrays.copyOf(context, context.length + 1);
        parts[context.length] = text;
        return Digest.hmac(key, parts);
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In Unicode code points. */
    int length() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
