package org.keyledger.gateway.cookie;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FixedKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.Pins;

@DisplayName("Values of session cookies and CSRF tokens")
class CookieBytesPinTest {

    @Test
    @DisplayName("are those of the approved file")
    void are_those_of_the_approved_file() {
        // given
        var keys = new FixedKeys();
        var session = new SessionId(UUID.fromString("01890000-0000-7000-8000-000000000001"));

        // when
        var cookie = SessionCookieToken.create(keys.key(Purpose.SESSION_COOKIE), session, 2);
        var csrf = CsrfToken.create(keys.key(Purpose.CSRF_TOKEN), session);

        // then
        Pins.check(
                "cookies",
                "Cookie values of a fixed session under fixed keys.",
                List.of("session " + cookie.encoded(), "csrf_token " + csrf));
    }
}
