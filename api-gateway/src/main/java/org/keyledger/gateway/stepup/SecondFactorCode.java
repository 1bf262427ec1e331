package org.keyledger.gateway.stepup;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A code that a user typed: a TOTP code or a recovery code, without the spaces and hyphens that group its digits. Hidden in
 * {@code toString}.
 */
public final class SecondFactorCode {

    private static final int MAX_LENGTH = 64;
    private static final Pattern TOTP = Pattern.compile("[0-9]{6}");
    private static final Pattern SEPARATORS = Pattern.compile("[ \\-]");

    private final String text;

    private SecondFactorCode(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text has more than 64 characters */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SecondFactorCode parse(String typed) {
        if (typed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        return new SecondFactorCode(SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT));
    }

    /** Whether it has the form of a TOTP code; every other code is taken for a recovery code. */
    boolean isTotp() {
        return TOTP.matcher(text).matches();
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "SecondFactorCode[hidden]";
    }
}
