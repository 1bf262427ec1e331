package org.keyledger.kernel.apikey;

/** How many keys of a tenant are neither revoked nor replaced. */
public record ApiKeyCount(long keys) {}
