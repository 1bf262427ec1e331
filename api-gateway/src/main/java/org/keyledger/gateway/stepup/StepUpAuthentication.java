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
import org.keyledger.kernel.user.UserQuery.FindUser;

/**
 * Step-up authentication for actions that a stolen token must not allow: requires the current password, a code of the
 * second factor or a recent log-in.
 */
public final class StepUpAuthentication {

    private final Queries queries;
    private final PasswordAuthenticator passwordAuthenticator;
    private final SecondFactorAuthenticator secondFactor;
    private final StepUpSettings settings;
    private final Clock clock;

    StepUpAuthentication(
            Queries queries,
            PasswordAuthenticator passwordAuthenticator,
            SecondFactorAuthenticator secondFactor,
            StepUpSettings settings,
            Clock clock) {
        this.queries = queries;
        this.passwordAuthenticator = passwordAuthenticator;
        this.secondFactor = secondFactor;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The version of the credential that was proved. A command must refuse another version: the password may have been
     * changed since.
     *
     * @param current the current password, if the caller sent it
     * @throws ProblemException 401 {@code invalid-credentials} if it is wrong, 401 {@code step-up-required} if it is
     *     missing and the login is too old, or does not show that the person was present (RFC 9470, section 3)
     */
    public CredentialVersion require(SessionCaller caller, @Nullable Password current) {
        if (current != null) {
            return requirePassword(caller, current);
        }
        if (!caller.authentication().provesPresence()
                || !isRecent(caller.authentication().at())) {
            throw toException();
        }
        return caller.credential();
    }

    /**
     * As {@link #require(SessionCaller, Password)}; a code of the second factor proves the user too.
     *
     * @param code a code of the second factor, if the caller sent it; it is used up
     * @throws ProblemException also 401 {@code wrong-code}, and 429 after too many wrong codes
     */
    public CredentialVersion require(
            SessionCaller caller, @Nullable Password current, @Nullable SecondFactorCode code) {
        if (code == null) {
            return require(caller, current);
        }
        var credential = current == null ? caller.credential() : require(caller, current);
        secondFactor.require(caller.signedIn(), code);
        return credential;
    }

    /** A time of proof far in the future means that the clock was set back; it does not count as recent. */
    private boolean isRecent(Instant provedAt) {
        return Duration.between(provedAt, clock.instant()).abs().compareTo(settings.freshFor()) <= 0;
    }

    private CredentialVersion requirePassword(SessionCaller caller, Password current) {
        var email = queries.ask(new FindUser(caller.user()))
                .account()
                .map(account -> account.profile().email())
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
        var login = passwordAuthenticator.require(email, current).account();
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
