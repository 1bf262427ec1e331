package org.keyledger.kernel.apikey;

/** How many keys of a tenant count towards its limit: those not revoked, and replaced ones while they are accepted. */
public record ApiKeyCount(long keys) {}
