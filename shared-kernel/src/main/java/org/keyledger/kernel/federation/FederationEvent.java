package org.keyledger.kernel.federation;

import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Events of the identities at providers that are linked to a user. */
public sealed interface FederationEvent {

    UserId user();

    /**
     * The user can log in with this identity from now on; a user has one identity at most of each provider.
     *
     * @param claim the claim that makes the identity unique
     * @param identity HMAC of issuer and subject
     * @param subject the identifier of the person at the issuer
     * @param account how the provider calls the account, for the user to recognise it
     */
    record IdentityLinked(
            UserId user,
            ProviderName provider,
            IdentityClaimId claim,
            @PersonalData(subject = "user") IdentityHmac identity,
            @PersonalData(subject = "user") ProviderSubject subject,
            @PersonalData(subject = "user") DisplayName account)
            implements FederationEvent {}

    /** The identity of this provider no longer logs the user in. */
    record IdentityUnlinked(UserId user, ProviderName provider, IdentityClaimId claim, Reason reason)
            implements FederationEvent {}

    /** Why an identity was unlinked. */
    enum Reason {
        REQUESTED,
        /**
         * The owner of the address took the account over before the ownership of the address was proved, so that
         * somebody else may have linked the identity.
         */
        OWNERSHIP_NOT_PROVED,
        /** It was linked shortly before the owner of the account reported that somebody else uses it. */
        ACCOUNT_SECURED
    }
}
