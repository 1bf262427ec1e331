package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindUser;

/**
 * Steps a session up for what a stolen token must not do: the current password shows who is there, and so does a log-in
 * that is still fresh.
 */
public final class StepUpAuthentication {

    private final Queries queries;
    private final PasswordAuthenticator passwordAuthenticator;
    private final StepUpSettings settings;
    private final Clock clock;

    StepUpAuthentication(
            Queries queries, PasswordAuthenticator passwordAuthenticator, StepUpSettings settings, Clock clock) {
        this.queries = queries;
        this.passwordAuthenticator = passwordAuthenticator;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The version of the credential that the proof is good for. A command that is decided on it must refuse another:
     * the password may have been changed since.
     *
     * @param current the current password, if the caller sent it
     * @throws ProblemException 401 {@code invalid-credentials} if it is another, 401 {@code step-up-required} if it is
     *     missing and the log-in is too long ago (RFC 9470)
     */
    public CredentialVersion require(SessionCaller caller, @Nullable Password current) {
        if (current != null) {
            return requirePassword(caller, current);
        }
        if (!isRecent(caller.signedInAt())) {
            throw toException();
        }
        return caller.credential();
    }

    /** A log-in from later than now is of a clock that has been set back, and proves nothing. */
    private boolean isRecent(Instant signedIn) {
        return Duration.between(signedIn, clock.instant()).abs().compareTo(settings.freshFor()) <= 0;
    }

    private CredentialVersion requirePassword(SessionCaller caller, Password current) {
        var email = queries.ask(new FindUser(caller.user()))
                .profile()
                .map(UserProfile::email)
                .orElseThrow(Problem.UNAUTHENTICATED::toException);
        var login = passwordAuthenticator.require(email, current);
        if (!login.user().equals(caller.user())) {
            throw Problem.INVALID_CREDENTIALS.toException();
        }
        return login.credential();
    }

    private ProblemException toException() {
        return Problem.STEP_UP_REQUIRED
                .toException()
                .withHeader(
                        "WWW-Authenticate",
                        "Bearer realm=\"keyledger\", error=\"insufficient_user_authentication\", max_age="
                                + settings.freshFor().toSeconds());
    }
}
