package org.keyledger.kernel.login;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** Commands about failed log-ins. */
public sealed interface LoginCommand extends Command {

    /** Records that a password was wrong or that the address has no account. */
    record RecordFailedLogin(EmailHmac email) implements LoginCommand {

        @Override
        public String targetId() {
            return email.value();
        }
    }
}
