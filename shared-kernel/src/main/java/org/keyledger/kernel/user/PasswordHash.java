package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/** A slow, salted password hash, prefixed with the name of its algorithm; hidden in {@code toString}. */
public record PasswordHash(@JsonValue String encoded) {

    /** @throws IllegalArgumentException if the text replaces an erased hash */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PasswordHash parse(String encoded) {
        if (encoded.equals(Erased.REPLACEMENT)) {
            throw new IllegalArgumentException("must be a password hash");
        }
        return new PasswordHash(encoded);
    }

    @StoredCreator
    static PasswordHash ofStored(String encoded) {
        return new PasswordHash(encoded);
    }

    public boolean isErased() {
        return encoded.equals(Erased.REPLACEMENT);
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
