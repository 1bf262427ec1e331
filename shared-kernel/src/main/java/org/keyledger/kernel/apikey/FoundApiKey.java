package org.keyledger.kernel.apikey;

import java.util.Optional;

/** The key with the requested id; empty if the tenant has none. */
public record FoundApiKey(Optional<ApiKeyListing> key) {}
