package org.keyledger.gateway.jwt;

import java.time.Clock;
import java.util.Optional;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Issues the access tokens and refresh tokens of sessions. */
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

    /** The data of a session to start, with the digest of its first refresh token. */
    public NewSession newSession(SessionId session, boolean remembered, Authentication authentication) {
        return new NewSession(session, refreshToken(session, FIRST_GENERATION).digest(), remembered, authentication);
    }

    /** The refresh token of a generation; always the same for the same session and generation. */
    public SignedRefreshToken refreshToken(SessionId session, int generation) {
        return SignedRefreshToken.create(keys.key(Purpose.REFRESH), session, generation);
    }

    /** Empty if this service did not issue the refresh token. */
    public Optional<SignedRefreshToken> check(String refreshToken) {
        return SignedRefreshToken.check(keys.key(Purpose.REFRESH), refreshToken);
    }

    /** The refresh token of a session that has just started. */
    public SignedRefreshToken firstRefreshToken(SessionId session) {
        return refreshToken(session, FIRST_GENERATION);
    }

    /** The tokens of a session that has just started. */
    public IssuedTokens issueFirst(SessionId session, UserId user, TenantId tenant) {
        return issue(firstRefreshToken(session), user, tenant);
    }

    /** New access tokens for the session of a refresh token. */
    public IssuedTokens issue(SignedRefreshToken refresh, UserId user, TenantId tenant) {
        var lifetime = settings.accessToken();
        var issuer = tokens.issuer(user, tenant, refresh.session());
        return new IssuedTokens(
                issuer.issue(settings.token()),
                new SessionTokenResponse(
                        issuer.issue(lifetime),
                        refresh.encoded(),
                        lifetime.toSeconds(),
                        clock.instant().getEpochSecond() + lifetime.toSeconds(),
                        "bearer"));
    }

    /** The fields {@code token} and {@code session} of token API responses. */
    public record IssuedTokens(String token, SessionTokenResponse session) {
        @Override
        public String toString() {
            return "IssuedTokens[hidden]";
        }
    }

    /**
     * The {@code session} object of token API responses.
     *
     * @param expiresIn lifetime of the access token in seconds
     * @param expiresAt expiry of the access token in Unix seconds
     */
    public record SessionTokenResponse(
            String accessToken, String refreshToken, long expiresIn, long expiresAt, String tokenType) {
        @Override
        public String toString() {
            return "SessionTokenResponse[hidden]";
        }
    }
}
