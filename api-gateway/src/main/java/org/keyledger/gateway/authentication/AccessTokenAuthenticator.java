package org.keyledger.gateway.authentication;

import java.util.Optional;
import org.keyledger.gateway.authentication.PresentedCredential.Source;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.TokenClaims;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;

/** Authenticates access tokens of sessions. */
final class AccessTokenAuthenticator implements Authenticator {

    private final AccessTokenService tokens;
    private final CredentialVerifier verifier;

    AccessTokenAuthenticator(AccessTokenService tokens, CredentialVerifier verifier) {
        this.tokens = tokens;
        this.verifier = verifier;
    }

    @Override
    public Optional<VerifiedCaller> authenticate(PresentedCredential credential) {
        return read(credential)
                .flatMap(claims -> verifier.findActiveSession(claims.session())
                        .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                        .filter(claims::belongsTo))
                .map(BearerCaller::new);
    }

    /** The claims of an authentic token, whether or not its session is active. */
    Optional<TokenClaims> read(PresentedCredential credential) {
        return credential.source() == Source.HEADER ? tokens.read(credential.text()) : Optional.empty();
    }
}
