package org.keyledger.gateway.authentication;

import java.util.Optional;

/** Authenticates one kind of credential. The verifier is called for each request, and its results are not cached. */
@FunctionalInterface
interface Authenticator {

    /**
     * The caller; empty if the credential is of another kind or is not active.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code verifier-behind} if it is unknown whether it is
     *     active
     */
    Optional<VerifiedCaller> authenticate(PresentedCredential credential);
}
