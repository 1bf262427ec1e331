package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserId;

/** Links that show whose an address is. A bad one is known by its HMAC, before anything is asked. */
final class VerificationLinks {

    private final ServiceKeys keys;

    VerificationLinks(ServiceKeys keys) {
        this.keys = keys;
    }

    LinkToSend forVerification(RequestIds ids, UserId user) {
        return forVerification(Purpose.VERIFY_EMAIL, ids, user);
    }

    /** The same for an address that is yet to be the user's. */
    LinkToSend forEmailChange(RequestIds ids, UserId user) {
        return forVerification(Purpose.CHANGE_EMAIL, ids, user);
    }

    private LinkToSend forVerification(Purpose purpose, RequestIds ids, UserId user) {
        var request = ids.request();
        var token = LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), purpose, user, request);
        return new LinkToSend(request, token.digest());
    }

    Optional<LinkToken> check(String text) {
        return LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.VERIFY_EMAIL, text);
    }

    Optional<LinkToken> checkChange(String text) {
        return LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.CHANGE_EMAIL, text);
    }
}
