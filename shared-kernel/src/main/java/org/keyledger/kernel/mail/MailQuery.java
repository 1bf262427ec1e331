package org.keyledger.kernel.mail;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** What is asked about mailed links: by the mailer before it sends one, by a door when one comes back. */
public sealed interface MailQuery {

    /** Whom a mail goes to, if it is still worth sending. */
    record FindMailToSend(UserId user, MailRequestId request, MailKind kind) implements MailQuery, Query<MailToSend> {
        @Override
        public Class<MailToSend> responseType() {
            return MailToSend.class;
        }
    }
}
