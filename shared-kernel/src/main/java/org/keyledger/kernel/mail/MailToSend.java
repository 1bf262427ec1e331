package org.keyledger.kernel.mail;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/** A mail to send; nothing if its link was used or retired, has expired or its user is erased. */
public record MailToSend(Optional<Mail> mail) {

    /**
     * A mail, but for the words.
     *
     * @param kind what to write: as ordered, or what took its place
     * @param expiresAt the end of its link, if it has one
     */
    public record Mail(
            MailKind kind,
            EmailAddress to,
            @Nullable DisplayName name,
            @Nullable Instant expiresAt) {}
}
