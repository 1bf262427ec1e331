package org.keyledger.gateway.authentication;

import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * The caller of a request, authenticated by an active credential, {@link EndedSessionCaller} apart. Only an {@link Authenticator} creates one, so an
 * endpoint that takes it cannot be reached without authentication.
 */
public sealed interface VerifiedCaller permits TokenHolder, KeyCaller {

    /** How a caller was authenticated. */
    enum Via {
        /** The secret of an API key. */
        API_KEY,
        /** A token that was minted with the signature of a signing key. */
        SIGNATURE,
        ACCESS_TOKEN,
        COOKIE
    }

    Via via();

    TenantId tenant();

    /** The id of the user, or of the tenant for an API key that acts for the tenant. */
    String subject();

    /**
     * The user who logged in, or for whom the API key acts.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code no-user} for a key that acts for the tenant
     */
    UserId user();
}
