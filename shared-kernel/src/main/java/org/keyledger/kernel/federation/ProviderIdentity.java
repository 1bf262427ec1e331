package org.keyledger.kernel.federation;

import org.keyledger.kernel.user.DisplayName;

/**
 * An identity that a provider has confirmed.
 *
 * @param provider the name under which the provider is configured
 * @param hmac of issuer and subject, which together identify a person at all providers
 * @param account how the provider calls the account, such as a user name or an address, for the owner to recognise it
 */
public record ProviderIdentity(
        ProviderName provider, IdentityHmac hmac, ProviderSubject subject, DisplayName account) {}
