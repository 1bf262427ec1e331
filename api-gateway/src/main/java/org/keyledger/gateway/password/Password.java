package org.keyledger.gateway.password;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** A password in Unicode form NFC (NIST SP 800-63B-4, section 3.1.1.2). It is never truncated or logged. */
public final class Password {

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Password parse(String text) {
        return new Password(Normalizer.normalize(text, Normalizer.Form.NFC));
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
