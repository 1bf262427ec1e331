package org.keyledger.kernel.mail;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Queries about mails, sent by the mailer before it sends one. */
public sealed interface MailQuery {

    /**
     * The content and recipient of a requested mail, if it is still to be sent.
     *
     * @param user null for a magic link, whose recipient need not be a user
     */
    record FindMailToSend(@Nullable UserId user, MailRequestId request, MailKind kind)
            implements MailQuery, Query<MailToSend> {
        @Override
        public Class<MailToSend> responseType() {
            return MailToSend.class;
        }
    }

    /** The magic link of a request; empty if it was used or replaced or has expired. */
    record FindMagicLink(MailRequestId request) implements MailQuery, Query<FoundMagicLink> {
        @Override
        public Class<FoundMagicLink> responseType() {
            return FoundMagicLink.class;
        }
    }
}
