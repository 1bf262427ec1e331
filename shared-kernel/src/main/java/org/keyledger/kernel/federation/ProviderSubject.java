package org.keyledger.kernel.federation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The identifier of a person at an issuer: the claim {@code sub} of OpenID Connect (Core 1.0, section 2), or the numeric
 * id of a GitHub account. It is never assigned to another person, unlike a user name or an address.
 */
public record ProviderSubject(@JsonValue String value) {

    private static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException unless the text has 1 to 255 printable ASCII characters */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ProviderSubject parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(ProviderSubject::isPrintable)) {
            throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " printable ASCII characters");
        }
        return new ProviderSubject(text);
    }

    private static boolean isPrintable(int character) {
        return ' ' <= character && character <= '~';
    }

    @StoredCreator
    static ProviderSubject ofStored(String text) {
        return new ProviderSubject(text);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: it identifies a person. */
    @Override
    public String toString() {
        return "ProviderSubject[hidden]";
    }
}
