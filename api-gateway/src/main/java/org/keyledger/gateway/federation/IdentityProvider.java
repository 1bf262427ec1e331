package org.keyledger.gateway.federation;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/** A provider that confirms identities. */
interface IdentityProvider {

    ProviderName name();

    /** How pages call the provider. */
    String label();

    /** Whether the provider sends its response as a form of its own page (OAuth 2.0 Form Post Response Mode). */
    boolean postsForm();

    /** Whether the provider can be made to ask the person for another log-in, and says when it was. */
    boolean forcesLogIn();

    /**
     * The page of the provider to send the browser to.
     *
     * @throws ProviderFailedException if the provider cannot be reached
     */
    URI authorizationUrl(Challenge challenge) throws ProviderFailedException;

    /**
     * Exchanges the code of a response whose state was checked.
     *
     * @throws ProviderFailedException if the response is not valid for the challenge
     */
    ConfirmedIdentity confirm(Response response, Challenge challenge) throws ProviderFailedException;

    /**
     * What binds a response to the browser and the request that started it.
     *
     * @param state of the request (RFC 6749, section 10.12)
     * @param nonce that the ID token must repeat (OpenID Connect Core 1.0, section 3.1.2.1)
     * @param verifier of PKCE (RFC 7636)
     * @param redirectUri where the provider sends the response
     * @param newLogIn whether the person must log in at the provider again
     */
    record Challenge(String state, String nonce, String verifier, URI redirectUri, boolean newLogIn) {
        @Override
        public String toString() {
            return "Challenge[hidden]";
        }
    }

    /**
     * The parameters of a response (RFC 6749, section 4.1.2).
     *
     * @param issuer the parameter {@code iss} (RFC 9207); null if it is missing
     * @param user the parameter {@code user}, which Apple sends at the first log-in; null if it is missing
     */
    record Response(
            String code, @Nullable String issuer, @Nullable String user) {
        @Override
        public String toString() {
            return "Response[hidden]";
        }
    }

    /**
     * A person whom the provider has authenticated.
     *
     * @param issuer of {@code subject}
     * @param account how the provider calls the account
     * @param verifiedEmail the address, if the provider has verified it
     * @param loggedInAt when the person logged in at the provider; empty if it does not say so
     */
    record ConfirmedIdentity(
            String issuer,
            String subject,
            Optional<String> account,
            Optional<EmailAddress> verifiedEmail,
            Optional<DisplayName> name,
            Optional<Instant> loggedInAt) {

        @Override
        public String toString() {
            return "ConfirmedIdentity[hidden]";
        }
    }
}
