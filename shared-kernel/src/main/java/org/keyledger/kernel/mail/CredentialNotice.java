package org.keyledger.kernel.mail;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A way to log in that was added or removed.
 *
 * @param name of the passkey, as its user chose it, or of the provider
 */
public record CredentialNotice(
        UserId user, @PersonalData(subject = "user") String name) {}
