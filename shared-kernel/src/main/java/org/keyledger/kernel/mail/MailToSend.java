package org.keyledger.kernel.mail;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/** A mail to send; empty if its link was used or replaced or has expired, or if its user is erased. */
public record MailToSend(Optional<Mail> mail) {

    /**
     * A mail without its text.
     *
     * @param kind the requested kind, or the kind that is sent instead
     * @param name the recipient's name; null if the user gave none or the address is not proved
     * @param language that the user has chosen
     * @param expiresAt when its link expires; null if it has no link
     * @param endsApiKeys whether the API keys end when the link is used
     * @param notice what a notice is about; null for every other kind of mail
     */
    public record Mail(
            MailKind kind,
            EmailAddress to,
            @Nullable DisplayName name,
            Language language,
            @Nullable Instant expiresAt,
            boolean endsApiKeys,
            @Nullable SecurityNotice notice) {

        /** A mail in English that is no notice. */
        public Mail(MailKind kind, EmailAddress to, @Nullable DisplayName name, @Nullable Instant expiresAt) {
            this(kind, to, name, Language.ENGLISH, expiresAt, false, null);
        }
    }
}
