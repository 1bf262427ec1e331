package org.keyledger.gateway.factor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.stepup.Base32;
import org.keyledger.gateway.stepup.SecondFactorAuthenticator;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.DisableTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorCommand.GenerateRecoveryCodes;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor.PendingTotp;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Turns the second factor of a user on and off, and renews its recovery codes. */
public final class SecondFactorEnrolment {

    private static final int SECRET_BYTES = 20;

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final SecondFactorAuthenticator authenticator;
    private final RandomSource randomSource;
    private final SecondFactorSettings settings;

    SecondFactorEnrolment(
            Commands commands,
            Queries queries,
            StepUpAuthentication stepUp,
            SecondFactorAuthenticator authenticator,
            RandomSource randomSource,
            SecondFactorSettings settings) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.authenticator = authenticator;
        this.randomSource = randomSource;
        this.settings = settings;
    }

    /**
     * What the caller sends to prove again who they are; without any of both, the log-in must be recent.
     *
     * @param code a code of the factor that is on
     */
    public record StepUpProof(
            @Nullable Password currentPassword, @Nullable SecondFactorCode code) {

        boolean isEmpty() {
            return currentPassword == null && code == null;
        }
    }

    /**
     * A secret to enter in an authenticator app. Hidden in {@code toString}.
     *
     * @param secret in base32 (RFC 4648, section 6)
     * @param otpauthUri the same as a URI
     * @param qrSvg that URI as a QR code, an SVG document
     */
    public record NewTotp(String secret, String otpauthUri, String qrSvg) {
        @Override
        public String toString() {
            return "NewTotp[hidden]";
        }
    }

    /** Recovery codes, which are shown only once. Hidden in {@code toString}. */
    public record NewRecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "NewRecoveryCodes[hidden]";
        }
    }

    /**
     * The second factor as its user may see it.
     *
     * @param unusedRecoveryCodes 0 while it is off
     * @param pending the secret that this session can confirm; empty if there is none
     */
    public record SecondFactorStatus(boolean on, int unusedRecoveryCodes, Optional<NewTotp> pending) {}

    public SecondFactorStatus status(SessionCaller caller) {
        var found = find(caller);
        var pending = found.pending()
                .filter(it -> it.session().equals(caller.session()))
                .map(it -> toNewTotp(findEmail(caller), it.totp().secret()));
        return new SecondFactorStatus(found.active().isPresent(), found.unusedRecoveryCodes(), pending);
    }

    private EmailAddress findEmail(SessionCaller caller) {
        return queries.ask(new FindUser(caller.user()))
                .account()
                .map(account -> account.profile().email())
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
    }

    private NewTotp toNewTotp(EmailAddress email, TotpSecret secret) {
        var uri = OtpauthUri.of(settings.issuer(), email, secret);
        return new NewTotp(secret.base32(), uri, QrCode.svg(uri));
    }

    /**
     * Makes a secret, which the caller's session must confirm; a factor that is on stays as it is until then.
     *
     * @throws ProblemException 401 {@code step-up-required}, {@code invalid-credentials} or {@code wrong-code} if a factor
     *     is on and the caller does not prove again who they are
     */
    public NewTotp enroll(SessionCaller caller, StepUpProof proof) {
        var email = findEmail(caller);
        var provesAgain = find(caller).active().isPresent() || !proof.isEmpty();
        var by = provesAgain ? require(caller, proof) : caller.signedIn();
        var secret = new TotpSecret(Base32.encode(randomSource.bytes("totp secret", SECRET_BYTES)));
        commands.send(new EnrollTotp(by, secret, provesAgain));
        return toNewTotp(email, secret);
    }

    /**
     * Turns the factor on with a code of the pending secret, and returns ten recovery codes.
     *
     * @throws ProblemException 401 {@code wrong-code}, 409 {@code no-second-factor} if this session has nothing to confirm
     */
    public NewRecoveryCodes confirm(SessionCaller caller, SecondFactorCode code) {
        var found = find(caller);
        var pending = found.pending()
                .filter(it -> it.session().equals(caller.session()))
                .map(PendingTotp::totp)
                .orElseThrow(() -> toNothingPendingException(found));
        var codes = RecoveryCodes.random(randomSource);
        return authenticator.confirm(caller.user(), pending, code, step -> {
            commands.send(new ConfirmTotp(caller.signedIn(), pending.enrolment(), step, codes.digests()));
            return new NewRecoveryCodes(codes.codes());
        });
    }

    private static ProblemException toNothingPendingException(FoundSecondFactor found) {
        return found.current() ? Problem.NO_SECOND_FACTOR.toException() : Problem.NOT_SEEN_YET.toException();
    }

    /**
     * Turns the factor off, with its recovery codes; does nothing if none is on.
     *
     * @throws ProblemException 401 {@code step-up-required}, {@code invalid-credentials} or {@code wrong-code}
     */
    public void disable(SessionCaller caller, StepUpProof proof) {
        commands.send(new DisableTotp(require(caller, proof)));
    }

    /**
     * Replaces all recovery codes by ten new ones.
     *
     * @throws ProblemException 401 {@code step-up-required}, {@code invalid-credentials} or {@code wrong-code}, 409
     *     {@code no-second-factor}
     */
    public NewRecoveryCodes renewRecoveryCodes(SessionCaller caller, StepUpProof proof) {
        var codes = RecoveryCodes.random(randomSource);
        commands.send(new GenerateRecoveryCodes(require(caller, proof), codes.digests()));
        return new NewRecoveryCodes(codes.codes());
    }

    /** The session at the version of the credential that was proved. */
    private AuthenticatedSession require(SessionCaller caller, StepUpProof proof) {
        var credential = stepUp.require(caller, proof.currentPassword(), proof.code());
        return new AuthenticatedSession(caller.user(), credential, caller.session());
    }

    private FoundSecondFactor find(SessionCaller caller) {
        return queries.ask(new FindSecondFactor(caller.user()));
    }
}
