package org.keyledger.kernel.mail;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/** A mail to send; nothing if it was verified, retired, has expired or its user is erased. */
public record FoundMail(Optional<Mail> mail) {

    public record Mail(EmailAddress to, @Nullable DisplayName name, Instant expiresAt) {}
}
