package org.keyledger.kernel.login;

import java.time.Duration;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;

/** Commands about requests with an address that may have no account. */
public sealed interface LoginCommand extends Command {

    /** Records that a password was wrong or that the address has no account. */
    record RecordFailedLogin(EmailHmac email) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }

    /**
     * Records a request that is answered as if the address had an account, so that the ledger grows in both cases.
     */
    record DeclineRequest(EmailHmac email) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }

    /**
     * Requests a mail with a link that logs in, or signs up if the address has no account.
     *
     * @param request contains the time of the request, on whose UTC date the link is recorded
     */
    record RequestMagicLink(EmailHmac email, EmailAddress address, MailRequestId request) implements LoginCommand {

        /** How long the link works. */
        public static final Duration LIFETIME = Duration.ofMinutes(10);

        @Override
        public String targetId() {
            return email.value();
        }
    }

    /** Permits the code of a link, which is shown where the link was opened. */
    record ShowMagicLinkCode(EmailHmac email, MailRequestId request) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }

    /**
     * Uses a link, which is possible once.
     *
     * @param byCode whether its code was presented, which must have been shown before
     */
    record UseMagicLink(EmailHmac email, MailRequestId request, boolean byCode) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }
}
