package org.keyledger.kernel.login;

import java.time.Instant;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Events of requests with an address that may have no account. They are not published. */
public sealed interface LoginEvent {

    /**
     * A password was wrong, or the address has no account. The event does not distinguish the two, so that it does not
     * reveal accounts.
     */
    record LoginFailed(AddressDayId attempts) implements LoginEvent {}

    /**
     * A request was answered as if the address had an account, and nothing was done: stands in for the event of an
     * account, so that positions do not reveal accounts.
     */
    record RequestDeclined(AddressDayId requests) implements LoginEvent {}

    /**
     * Somebody tried to sign up with the address of this user: asked for a mail that informs the user. It is not in the
     * user's own stream, so that a stranger can neither grow that stream nor race its versions.
     */
    record SignUpNoticeRequested(PaddingId padding, UserId user, MailRequestId request) implements LoginEvent {}

    /**
     * A link that logs in was requested for an address, with or without an account: asks for a mail, and retires the link
     * that was requested before.
     *
     * @param day the subject of the UTC date, whose key encrypts the address and is destroyed by retention
     * @param language of the browser that requested it
     */
    record MagicLinkRequested(
            AddressDayId links,
            String day,
            MailRequestId request,
            @PersonalData(subject = "day") EmailAddress email,
            Language language,
            Instant expiresAt)
            implements LoginEvent {}

    /** The link was opened in another browser than the one that requested it, and its code was shown there. */
    record MagicLinkCodeShown(AddressDayId links, MailRequestId request) implements LoginEvent {}

    /** The link was used, which is possible once. */
    record MagicLinkUsed(AddressDayId links, MailRequestId request) implements LoginEvent {}

    /** Has no meaning: makes commits equally large, so that positions do not reveal what was decided. */
    record Padding(PaddingId padding) implements LoginEvent {}
}
