package org.keyledger.gateway.session;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SignedRefreshToken;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionId;

/** Replaces the refresh token of a session with its successor. */
public final class SessionRefresh {

    private final Commands commands;
    private final SessionTokenIssuer tokens;
    private final CredentialVerifier verifier;
    private final SpentTokens spentTokens;
    private final RateLimiter limiter;

    SessionRefresh(
            Commands commands,
            SessionTokenIssuer tokens,
            CredentialVerifier verifier,
            SpentTokens spentTokens,
            RateLimiter limiter) {
        this.commands = commands;
        this.tokens = tokens;
        this.verifier = verifier;
        this.spentTokens = spentTokens;
        this.limiter = limiter;
    }

    /** A session with its new refresh token. */
    public record RefreshedSession(ActiveSession session, SignedRefreshToken token) {}

    /**
     * @throws ProblemException 401 {@code invalid-refresh-token} for every invalid token, 503 {@code verifier-behind},
     *     before anything is written, if sessions cannot be verified, 429 above the limit of writes
     */
    public RefreshedSession refresh(String refreshToken) {
        var presented = tokens.check(refreshToken)
                .filter(token -> token.generation() < Integer.MAX_VALUE)
                .filter(token -> !spentTokens.contains(token.digest()))
                .orElseThrow(Problem.INVALID_REFRESH_TOKEN::toException);
        var successor = tokens.refreshToken(presented.session(), presented.generation() + 1);
        // before the commit: a session that cannot be verified now keeps its refresh token
        var session = find(presented.session());
        session.ifPresent(it -> limiter.admit(Limit.WRITE, it.user().toString()));
        renew(presented, successor, session);
        var renewed =
                session.or(() -> find(presented.session())).orElseThrow(Problem.INVALID_REFRESH_TOKEN::toException);
        return new RefreshedSession(renewed, successor);
    }

    private Optional<ActiveSession> find(SessionId session) {
        return verifier.findActiveSession(session).orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException);
    }

    /** The command itself checks whether the session is active. Its user is the actor, if it is known. */
    private void renew(SignedRefreshToken presented, SignedRefreshToken successor, Optional<ActiveSession> session) {
        try {
            var command = new RefreshSession(
                    presented.session(), presented.generation(), presented.digest(), successor.digest());
            if (session.isPresent()) {
                commands.actingAs(RequestActor.refreshing(session.get())).send(command);
            } else {
                commands.sendAndAwaitApplied(command); // a session that the verifier has not applied yet
            }
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_REFRESH_TOKEN) {
                spentTokens.add(presented.digest());
            }
            throw e.problem() == Problem.NO_SUCH_SESSION ? Problem.INVALID_REFRESH_TOKEN.toException() : e;
        }
    }
}
