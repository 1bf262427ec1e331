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

    LinkToSend make(RequestIds mint, UserId user) {
        return make(Purpose.VERIFY_EMAIL, mint, user);
    }

    /** The same for an address that is yet to be the user's. */
    LinkToSend change(RequestIds mint, UserId user) {
        return make(Purpose.CHANGE_EMAIL, mint, user);
    }

    private LinkToSend make(Purpose purpose, RequestIds mint, UserId user) {
        var request = mint.request();
        var token = LinkToken.make(keys.key(ServiceKeys.Purpose.LINK), purpose, user, request);
        return new LinkToSend(request, token.digest());
    }

    Optional<LinkToken> check(String text) {
        return LinkToken.check(keys.key(ServiceKeys.Purpose.LINK), Purpose.VERIFY_EMAIL, text);
    }

    Optional<LinkToken> checkChange(String text) {
        return LinkToken.check(keys.key(ServiceKeys.Purpose.LINK), Purpose.CHANGE_EMAIL, text);
    }
}
