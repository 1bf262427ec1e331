package org.keyledger.kernel.mail;

import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserId;

/** What the mailer asks. */
public sealed interface MailQuery {

    /** Whom a mail goes to, if it is still worth sending. */
    record FindMailToSend(UserId user, RequestId request, MailKind kind) implements MailQuery, Query<FoundMail> {
        @Override
        public Class<FoundMail> answer() {
            return FoundMail.class;
        }
    }
}
