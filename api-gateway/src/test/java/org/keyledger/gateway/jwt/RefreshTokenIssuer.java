package org.keyledger.gateway.jwt;

import java.time.Clock;
import org.keyledger.kernel.ServiceKeys;

/** Creates issuers for tests that need refresh tokens only. */
public final class RefreshTokenIssuer {

    private RefreshTokenIssuer() {}

    /** An issuer that cannot sign access tokens. */
    @SuppressWarnings("NullAway") // access tokens are not used
    public static SessionTokenIssuer over(ServiceKeys keys) {
        return new SessionTokenIssuer(keys, null, null, Clock.systemUTC());
    }
}
