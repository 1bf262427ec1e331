package org.keyledger.gateway.browser;

import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.federation.LinkedProviders;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.token.IdentitiesResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/identities} and {@code DELETE /api/auth/identities/{provider}}: as on the token API, for the session
 * of the cookie.
 */
@RestController
final class BrowserIdentitiesEndpoint {

    private final LinkedProviders linkedProviders;

    BrowserIdentitiesEndpoint(LinkedProviders linkedProviders) {
        this.linkedProviders = linkedProviders;
    }

    @GetMapping("/api/auth/identities")
    IdentitiesResponse list(CookieCaller caller) {
        return IdentitiesResponse.of(linkedProviders.list(caller));
    }

    @DeleteMapping("/api/auth/identities/{provider}")
    @WriteLimited
    ConfirmationResponse unlink(@PathVariable String provider, CookieCaller caller) {
        linkedProviders.unlink(caller, LinkedProviders.parse(provider));
        return ConfirmationResponse.of("The identity is unlinked.");
    }
}
