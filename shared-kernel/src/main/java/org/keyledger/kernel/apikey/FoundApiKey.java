package org.keyledger.kernel.apikey;

import java.util.Optional;

/** The key asked for, if the tenant has it. */
public record FoundApiKey(Optional<ApiKeyListing> key) {}
