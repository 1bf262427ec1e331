package org.keyledger.kernel.factor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The secret that TOTP codes are computed from (RFC 6238): 160 bits, as RFC 4226, section 4, recommends, in base32 (RFC
 * 4648, section 6) without padding; hidden in {@code toString}.
 */
public record TotpSecret(@JsonValue String base32) {

    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{32}");

    /** @throws IllegalArgumentException unless the text is 32 base32 digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TotpSecret parse(String base32) {
        if (!FORM.matcher(base32).matches()) {
            throw new IllegalArgumentException("must be 32 base32 digits");
        }
        return new TotpSecret(base32);
    }

    @StoredCreator
    static TotpSecret ofStored(String base32) {
        return new TotpSecret(base32);
    }

    public boolean isErased() {
        return base32.equals(Erased.REPLACEMENT);
    }

    @Override
    public String toString() {
        return "TotpSecret[hidden]";
    }
}
