package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.kernel.Keys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.UserCommand.Verification;
import org.keyledger.kernel.user.UserId;

/** Links that show whose an address is. A bad one is known by its HMAC, before anything is asked. */
final class VerificationLinks {

    private final Keys keys;

    VerificationLinks(Keys keys) {
        this.keys = keys;
    }

    Verification make(RequestIds mint, UserId user) {
        return make(Purpose.VERIFY_EMAIL, mint, user);
    }

    /** The same for an address that is yet to be the user's. */
    Verification change(RequestIds mint, UserId user) {
        return make(Purpose.CHANGE_EMAIL, mint, user);
    }

    private Verification make(Purpose purpose, RequestIds mint, UserId user) {
        var request = mint.request();
        var token = LinkToken.make(keys.key(Keys.Purpose.LINK), purpose, user, request);
        return new Verification(request, token.digest());
    }

    Optional<LinkToken> check(String text) {
        return LinkToken.check(keys.key(Keys.Purpose.LINK), Purpose.VERIFY_EMAIL, text);
    }

    Optional<LinkToken> checkChange(String text) {
        return LinkToken.check(keys.key(Keys.Purpose.LINK), Purpose.CHANGE_EMAIL, text);
    }
}
