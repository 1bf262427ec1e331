package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Counts, from 1, the times that all of a user's sessions ended at once: one decided on an older one is dead. */
public record CredentialVersion(@JsonValue int number) {

    public static final CredentialVersion FIRST = new CredentialVersion(1);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CredentialVersion of(int number) {
        return new CredentialVersion(number);
    }

    public CredentialVersion next() {
        return new CredentialVersion(number + 1);
    }
}
