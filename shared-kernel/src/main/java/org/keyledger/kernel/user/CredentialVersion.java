package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Version of a user's credential: starts at 1 and increases whenever all of the user's sessions end together. What was
 * decided at an older version is invalid.
 */
public record CredentialVersion(@JsonValue int number) {

    public static final CredentialVersion FIRST = new CredentialVersion(1);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CredentialVersion of(int number) {
        return new CredentialVersion(number);
    }

    public boolean isBefore(CredentialVersion other) {
        return number < other.number;
    }

    public CredentialVersion next() {
        return new CredentialVersion(number + 1);
    }
}
