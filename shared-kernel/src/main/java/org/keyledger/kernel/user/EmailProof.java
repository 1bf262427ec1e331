package org.keyledger.kernel.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordReset;

/**
 * What is known about the address of an account. That a mailed link was opened shows that somebody reads the mails to
 * the address. It does not show that this person created the account: anybody can sign up with an address, and programs
 * that scan mails open links. The aggregate and the view of mail recipients fold a user's events with {@link #after}.
 *
 * @param verified whether a link that was mailed to the address was opened
 * @param ownershipProved whether the person who reads the mails also holds the credentials
 * @param link the mail whose link verified the address; null if none did
 */
public record EmailProof(
        boolean verified, boolean ownershipProved, @Nullable MailRequestId link) {

    public static final EmailProof NONE = new EmailProof(false, false, null);

    public EmailProof after(UserEvent event) {
        if (event instanceof EmailVerified opened) {
            return new EmailProof(true, ownershipProved, opened.request());
        }
        if (event instanceof EmailChanged changed) {
            return new EmailProof(true, false, changed.request()); // what was proved concerns the former address
        }
        if (event instanceof EmailChangeUndone) {
            return NONE;
        }
        if (event instanceof EmailOwnershipProved) {
            return new EmailProof(verified, true, link);
        }
        return event instanceof PasswordReset || event instanceof AccountReclaimed
                ? new EmailProof(verified, true, link)
                : this;
    }

    /** Whether a log-in in the browser that opened this link proves something new. */
    public boolean isProvableBy(MailRequestId openedLink) {
        return verified && !ownershipProved && openedLink.equals(link);
    }
}
