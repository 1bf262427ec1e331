package org.keyledger.consumer.mail;

import java.util.Optional;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** The path of a mailed link and the purpose of its token. */
record MailedLink(LinkToken.Purpose purpose, String path) {

    /** The link in mails of this kind; empty for notices. */
    static Optional<MailedLink> forKind(MailKind kind) {
        return switch (kind) {
            case VERIFY_EMAIL -> link(LinkToken.Purpose.VERIFY_EMAIL, "/api/auth/verify-email");
            case CHANGE_EMAIL -> link(LinkToken.Purpose.CHANGE_EMAIL, "/change-email");
            case EMAIL_CHANGE_REQUESTED -> link(LinkToken.Purpose.CANCEL_EMAIL_CHANGE, "/change-email/cancel");
            case EMAIL_CHANGED -> link(LinkToken.Purpose.UNDO_EMAIL_CHANGE, "/change-email/undo");
            case RESET_PASSWORD -> link(LinkToken.Purpose.RESET_PASSWORD, "/reset-password");
            case ADDRESS_TAKEN, SIGN_UP_ATTEMPTED, PASSWORD_CHANGED, API_KEY_CREATED -> Optional.empty();
        };
    }

    private static Optional<MailedLink> link(LinkToken.Purpose purpose, String path) {
        return Optional.of(new MailedLink(purpose, path));
    }

    /** Path and query with the token, which is computed from the ids. */
    String pathAndQuery(ServiceKeys keys, UserId user, MailRequestId request) {
        var token = LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), purpose, user, request);
        return path + "?token=" + token.encoded();
    }
}
