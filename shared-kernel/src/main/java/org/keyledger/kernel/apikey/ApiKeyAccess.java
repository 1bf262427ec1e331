package org.keyledger.kernel.apikey;

import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The access that an API key gives: scopes, client addresses and rate. Stored flat in the record around it, which names
 * the tenant in its component {@code tenant}.
 *
 * @param ipAllow the addresses that it is accepted from; any address if absent
 * @param rateLimit how often it may be used; unlimited if absent
 */
public record ApiKeyAccess(
        Scopes scopes,
        @PersonalData(subject = "tenant") @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {

    public static ApiKeyAccess unrestricted(Scopes scopes) {
        return new ApiKeyAccess(scopes, null, null);
    }
}
