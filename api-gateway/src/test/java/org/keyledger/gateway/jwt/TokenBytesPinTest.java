package org.keyledger.gateway.jwt;

import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FixedKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Pins;

@DisplayName("Refresh tokens and tokens of mailed links")
class TokenBytesPinTest {

    private static final UUID ONE = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID TWO = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private final FixedKeys keys = new FixedKeys();

    @Test
    @DisplayName("are those of the approved file")
    void are_those_of_the_approved_file() {
        // given
        var session = new SessionId(ONE);

        // when
        var refresh = SignedRefreshToken.create(keys.key(Purpose.REFRESH), session, 2);
        var lines = new ArrayList<String>();
        lines.add("refresh token " + refresh.encoded());
        lines.add("digest of the refresh token " + refresh.digest().encoded());
        for (var purpose : LinkToken.Purpose.values()) {
            var link = LinkToken.create(keys.key(Purpose.LINK), purpose, new UserId(ONE), new MailRequestId(TWO));
            lines.add("link token of purpose " + purpose.ordinal() + " " + link.encoded());
        }

        // then
        Pins.check(
                "tokens", "Tokens of a fixed session and link under fixed keys; the links' purposes in order.", lines);
    }
}
