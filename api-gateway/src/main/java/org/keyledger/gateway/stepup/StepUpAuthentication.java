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
    private final PasswordAuthenticator passwords;
    private final StepUpSettings settings;
    private final Clock clock;

    StepUpAuthentication(Queries queries, PasswordAuthenticator passwords, StepUpSettings settings, Clock clock) {
        this.queries = queries;
        this.passwords = passwords;
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
            return passwordOf(caller, current);
        }
        if (!isFresh(caller.signedInAt())) {
            throw tooLongAgo();
        }
        return caller.credential();
    }

    /** A log-in from later than now is of a clock that has been set back, and proves nothing. */
    private boolean isFresh(Instant signedIn) {
        return Duration.between(signedIn, clock.instant()).abs().compareTo(settings.freshFor()) <= 0;
    }

    private CredentialVersion passwordOf(SessionCaller caller, Password current) {
        var email = queries.ask(new FindUser(caller.user()))
                .profile()
                .map(UserProfile::email)
                .orElseThrow(Problem.UNAUTHENTICATED::found);
        var login = passwords.require(email, current);
        if (!login.user().equals(caller.user())) {
            throw Problem.INVALID_CREDENTIALS.found();
        }
        return login.credential();
    }

    private ProblemException tooLongAgo() {
        return Problem.STEP_UP_REQUIRED
                .found()
                .withHeader(
                        "WWW-Authenticate",
                        "Bearer realm=\"keyledger\", error=\"insufficient_user_authentication\", max_age="
                                + settings.freshFor().toSeconds());
    }
}
