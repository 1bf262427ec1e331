package org.keyledger.gateway.cookie;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyledger.gateway.jwt.SignedRefreshToken;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.session.SessionId;

/**
 * The authentic session and refresh cookies of a request to an endpoint that needs no session. Browsers send one of
 * each; a client or another host of the same site may add more.
 */
public record SentCookies(List<SessionCookieToken> sessionCookies, List<SignedRefreshToken> refreshTokens) {

    /** The sessions that the cookies belong to. */
    public Set<SessionId> sessions() {
        return Stream.concat(
                        sessionCookies.stream().map(SessionCookieToken::session),
                        refreshTokens.stream().map(SignedRefreshToken::session))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The session of the session cookie; empty without one and if there are several. */
    public Optional<SessionId> session() {
        var sessions = sessionCookies.stream()
                .map(SessionCookieToken::session)
                .distinct()
                .toList();
        return sessions.size() == 1 ? Optional.of(sessions.get(0)) : Optional.empty();
    }

    /**
     * The refresh token, which must belong to the session cookie if there is one: otherwise another host of the same
     * site could plant a refresh token of its own, and the user would continue in an account of that host.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-refresh-token} without one, 400
     *     {@code ambiguous-credentials} for several
     */
    public SignedRefreshToken requireRefreshToken() {
        var usable = refreshTokens.stream()
                .filter(token -> sessionCookies.isEmpty()
                        || session().filter(token.session()::equals).isPresent())
                .toList();
        if (usable.size() > 1) {
            throw Problem.AMBIGUOUS_CREDENTIALS.toException();
        }
        return usable.stream().findFirst().orElseThrow(Problem.INVALID_REFRESH_TOKEN::toException);
    }

    @Override
    public String toString() {
        return "SentCookies[hidden]";
    }
}
