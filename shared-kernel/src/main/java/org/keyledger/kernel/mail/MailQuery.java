package org.keyledger.kernel.mail;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Queries about mails, sent by the mailer before it sends one. */
public sealed interface MailQuery {

    /** The content and recipient of a requested mail, if it is still to be sent. */
    record FindMailToSend(UserId user, MailRequestId request, MailKind kind) implements MailQuery, Query<MailToSend> {
        @Override
        public Class<MailToSend> responseType() {
            return MailToSend.class;
        }
    }
}
