package org.keyledger.kernel.login;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.emailclaim.EmailHmac;

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
}
