package org.keyledger.kernel.login;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** What is to be remembered of somebody who did not sign in. */
public sealed interface LoginCommand extends Command {

    /** A password was wrong, or there is no such account. */
    record RecordFailedLogin(EmailHmac email) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }
}
