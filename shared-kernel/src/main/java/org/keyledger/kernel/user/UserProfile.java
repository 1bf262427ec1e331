package org.keyledger.kernel.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The e-mail address and display name of a user, given at sign-up and changeable. One value in command, event, view and
 * response. Stored flat in the record around it, which names the user in its component {@code user}.
 */
public record UserProfile(
        @PersonalData(subject = "user") EmailAddress email,
        @PersonalData(subject = "user") @Nullable DisplayName name) {

    public UserProfile withEmail(EmailAddress changed) {
        return new UserProfile(changed, name);
    }

    public UserProfile withName(DisplayName changed) {
        return new UserProfile(email, changed);
    }
}
