package org.keyledger.kernel.apikey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of keys and where the next one begins. */
public record ApiKeyListingPage(
        List<ApiKeyListing> keys, @Nullable String nextCursor) {}
