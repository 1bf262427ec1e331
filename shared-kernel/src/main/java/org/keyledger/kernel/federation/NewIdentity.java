package org.keyledger.kernel.federation;

/** An identity to link. */
public record NewIdentity(ProviderIdentity identity, IdentityClaimId claim) {}
