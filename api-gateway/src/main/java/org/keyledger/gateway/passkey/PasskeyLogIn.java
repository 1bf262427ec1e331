package org.keyledger.gateway.passkey;

import java.util.Base64;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.stepup.PasskeyAuthenticator;
import org.keyledger.gateway.stepup.PasskeyAuthenticator.ProvedAccount;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.RegisteredPasskey;

/** Proves a user by a passkey. */
public final class PasskeyLogIn {

    private static final String BINDING = "login ";
    private static final String REQUIRED = "required";

    private final RelyingParty relyingParty;
    private final PasskeyChallenges challenges;
    private final PasskeyAuthenticator authenticator;

    PasskeyLogIn(RelyingParty relyingParty, PasskeyChallenges challenges, PasskeyAuthenticator authenticator) {
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.authenticator = authenticator;
    }

    /** @param holder who may finish: a value that only the browser has, or the name of an API without cookies */
    public PasskeyOptions.Request options(String holder) {
        return new PasskeyOptions.Request(
                Base64.getUrlEncoder().withoutPadding().encodeToString(challenges.issue(BINDING + holder)),
                PasskeyChallenges.LIFETIME.toMillis(),
                relyingParty.id(),
                REQUIRED);
    }

    /**
     * The user whose passkey has signed the challenge of {@link #options} for the same holder.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-passkey}, the same for each cause
     */
    public ProvedAccount finish(String holder, PasskeyAssertionResponse response) {
        return authenticator.require(response.credential(), passkey -> verify(holder, response, passkey));
    }

    private AuthenticatorState verify(String holder, PasskeyAssertionResponse response, RegisteredPasskey passkey) {
        return relyingParty
                .verifyAssertion(passkey, response, challenge -> challenges.use(challenge, BINDING + holder))
                .filter(state -> UserHandle.of(passkey.user()).equals(response.userHandle()))
                .orElseThrow(Problem.INVALID_PASSKEY::toException);
    }
}
