package org.keyledger.gateway.authentication;

import java.util.Optional;
import org.keyledger.gateway.authentication.PresentedCredential.Source;
import org.keyledger.gateway.authentication.VerifiedCaller.Via;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.CredentialVerifier;

/** Authenticates API keys by their secret. */
final class ApiKeyAuthenticator implements Authenticator {

    private final CredentialVerifier verifier;

    ApiKeyAuthenticator(CredentialVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Optional<VerifiedCaller> authenticate(PresentedCredential credential) {
        if (credential.source() != Source.HEADER) {
            return Optional.empty();
        }
        return PlaintextApiKey.read(credential.text())
                .flatMap(key -> verifier.findActiveKey(key.prefix(), key.digest())
                        .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException))
                .map(active -> new KeyCaller(active, Via.API_KEY));
    }
}
