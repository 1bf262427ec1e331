package org.keyledger.gateway.token;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/identities} and {@code DELETE /auth/identities/{provider}}: lists and unlinks the identities at
 * providers that the caller can log in with. Unlinking needs a recent log-in, 401 {@code step-up-required}, and leaves a way
 * to log in, 409 {@code last-way-in}. 404 {@code no-such-identity}.
 */
@RestController
final class IdentitiesEndpoint {

    private final LinkedProviders linkedProviders;

    IdentitiesEndpoint(LinkedProviders linkedProviders) {
        this.linkedProviders = linkedProviders;
    }

    record UnlinkResponse(boolean ok, String message) {}

    @GetMapping("/auth/identities")
    IdentitiesResponse list(SessionCaller caller) {
        return IdentitiesResponse.of(linkedProviders.list(caller));
    }

    @DeleteMapping("/auth/identities/{provider}")
    @WriteLimited
    UnlinkResponse unlink(@PathVariable String provider, SessionCaller caller) {
        linkedProviders.unlink(caller, LinkedProviders.parse(provider));
        return new UnlinkResponse(true, "The identity is unlinked.");
    }
}
