package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserId;

/** Creates and checks the tokens of links that verify or change an address. A made-up token fails its HMAC, before any query or command. */
final class VerificationLinks {

    private final ServiceKeys keys;

    VerificationLinks(ServiceKeys keys) {
        this.keys = keys;
    }

    /** For the address of a user. */
    LinkToSend forVerification(RequestIds ids, UserId user) {
        var request = ids.request();
        return new LinkToSend(request, digest(Purpose.VERIFY_EMAIL, user, request));
    }

    /** For the new and the present address of an e-mail change. */
    EmailChangeLinks forEmailChange(RequestIds ids, UserId user) {
        var request = ids.request();
        return new EmailChangeLinks(
                request,
                digest(Purpose.CHANGE_EMAIL, user, request),
                digest(Purpose.CANCEL_EMAIL_CHANGE, user, request));
    }

    /** SHA-256 of the token that takes the former address back. */
    Digest undo(UserId user, MailRequestId request) {
        return digest(Purpose.UNDO_EMAIL_CHANGE, user, request);
    }

    private Digest digest(Purpose purpose, UserId user, MailRequestId request) {
        return LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), purpose, user, request)
                .digest();
    }

    Optional<LinkToken> check(String text) {
        return check(Purpose.VERIFY_EMAIL, text);
    }

    Optional<LinkToken> checkChange(String text) {
        return check(Purpose.CHANGE_EMAIL, text);
    }

    Optional<LinkToken> check(Purpose purpose, String text) {
        return LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), purpose, text);
    }
}
