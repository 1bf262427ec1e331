package org.keyledger.gateway.login;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.password.Password;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.SessionId;

/**
 * Identifies the requests that set a new password by an HMAC of their values, which the ledger stores encrypted with the
 * new password. A client that did not get the response repeats the request, whose link or old password is used by then.
 */
final class NewPasswordReceipts {

    private final ServiceKeys keys;

    NewPasswordReceipts(ServiceKeys keys) {
        this.keys = keys;
    }

    Digest ofReset(String token, Password password) {
        return password.hmac(keys.key(Purpose.IDEMPOTENCY), "reset-password", token);
    }

    Digest ofChange(SessionId session, @Nullable Password current, Password password) {
        var key = keys.key(Purpose.IDEMPOTENCY);
        var proof = current == null ? "" : current.hmac(key, "current-password").encoded();
        return password.hmac(key, "change-password", session.toString(), proof);
    }
}
