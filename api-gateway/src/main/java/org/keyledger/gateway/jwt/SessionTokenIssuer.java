package org.keyledger.gateway.jwt;

import java.time.Clock;
import java.util.Optional;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Everything that a session is used with. */
public final class SessionTokenIssuer {

    private static final int FIRST_GENERATION = 1;

    private final ServiceKeys keys;
    private final AccessTokenService tokens;
    private final JwtSettings settings;
    private final Clock clock;

    SessionTokenIssuer(ServiceKeys keys, AccessTokenService tokens, JwtSettings settings, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** A session to be, for this device until it is idle for a day. */
    public NewSession newSession(SessionId session) {
        return new NewSession(session, refreshToken(session, FIRST_GENERATION).digest(), false);
    }

    public SignedRefreshToken refreshToken(SessionId session, int generation) {
        return SignedRefreshToken.make(keys.key(Purpose.REFRESH), session, generation);
    }

    /** The token behind the text, if this service made it. */
    public Optional<SignedRefreshToken> check(String refreshToken) {
        return SignedRefreshToken.check(keys.key(Purpose.REFRESH), refreshToken);
    }

    /** Tokens of a session that has just begun. */
    public IssuedTokens issueFirst(SessionId session, UserId user, TenantId tenant) {
        return issue(refreshToken(session, FIRST_GENERATION), user, tenant);
    }

    public IssuedTokens issue(SignedRefreshToken refresh, UserId user, TenantId tenant) {
        var life = settings.accessToken();
        var access = tokens.issue(user, tenant, refresh.session(), life);
        return new IssuedTokens(
                tokens.issue(user, tenant, refresh.session(), settings.token()),
                new SessionTokenResponse(
                        access,
                        refresh.encoded(),
                        life.toSeconds(),
                        clock.instant().getEpochSecond() + life.toSeconds(),
                        "bearer"));
    }

    /** {@code token} and {@code session} of the token door's answers. */
    public record IssuedTokens(String token, SessionTokenResponse session) {
        @Override
        public String toString() {
            return "Issued[hidden]";
        }
    }

    /**
     * The {@code session} object.
     *
     * @param expiresIn life of the access token in seconds
     * @param expiresAt its end in Unix seconds
     */
    public record SessionTokenResponse(
            String accessToken, String refreshToken, long expiresIn, long expiresAt, String tokenType) {
        @Override
        public String toString() {
            return "SessionAnswer[hidden]";
        }
    }
}
