package org.keyledger.kernel.login;

import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

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

    /** Has no meaning: makes commits equally large, so that positions do not reveal what was decided. */
    record Padding(PaddingId padding) implements LoginEvent {}
}
