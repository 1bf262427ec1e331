package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserId;

/** Creates and checks the tokens of verification links. A made-up token fails its HMAC, before any query or command. */
final class VerificationLinks {

    private final ServiceKeys keys;

    VerificationLinks(ServiceKeys keys) {
        this.keys = keys;
    }

    /** For the address of a user. */
    LinkToSend forVerification(RequestIds ids, UserId user) {
        return create(Purpose.VERIFY_EMAIL, ids, user);
    }

    /** For the new address of an e-mail change. */
    LinkToSend forEmailChange(RequestIds ids, UserId user) {
        return create(Purpose.CHANGE_EMAIL, ids, user);
    }

    private LinkToSend create(Purpose purpose, RequestIds ids, UserId user) {
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
