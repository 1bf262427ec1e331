package org.keyledger.kernel.mail;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserId;

/** What is asked about mailed links: by the mailer before it sends one, by a door when one comes back. */
public sealed interface MailQuery {

    /** Whom a mail goes to, if it is still worth sending. */
    record FindMailToSend(UserId user, RequestId request, MailKind kind) implements MailQuery, Query<FoundMail> {
        @Override
        public Class<FoundMail> answer() {
            return FoundMail.class;
        }
    }
}
