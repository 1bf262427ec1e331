package org.keyledger.gateway.authentication;

import java.util.Optional;
import org.keyledger.gateway.authentication.PresentedCredential.Source;
import org.keyledger.gateway.authentication.VerifiedCaller.Via;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.SessionTokenClaims;
import org.keyledger.gateway.jwt.SigningKeyTokenClaims;
import org.keyledger.gateway.jwt.TokenClaims;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.apikey.ActiveSigningKey;

/** Authenticates access tokens: those of sessions, and those that signing keys minted. */
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
                .flatMap(claims -> claims instanceof SessionTokenClaims ofSession
                        ? authenticate(ofSession)
                        : authenticate((SigningKeyTokenClaims) claims));
    }

    private Optional<VerifiedCaller> authenticate(SessionTokenClaims claims) {
        return verifier.findActiveSession(claims.session())
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                .filter(claims::belongsTo)
                .map(BearerCaller::new);
    }

    private Optional<VerifiedCaller> authenticate(SigningKeyTokenClaims claims) {
        return verifier.findActiveSigningKey(claims.apiKey())
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                .map(ActiveSigningKey::key)
                .filter(claims::belongsTo)
                .map(key -> new KeyCaller(key, Via.SIGNATURE));
    }

    /** The claims of an authentic token of a session, whether or not the session is active. */
    Optional<SessionTokenClaims> readSessionToken(PresentedCredential credential) {
        return read(credential).filter(SessionTokenClaims.class::isInstance).map(SessionTokenClaims.class::cast);
    }

    private Optional<TokenClaims> read(PresentedCredential credential) {
        return credential.source() == Source.HEADER ? tokens.read(credential.text()) : Optional.empty();
    }
}
