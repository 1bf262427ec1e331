package org.keyledger.kernel.apikey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of API keys.
 *
 * @param nextCursor where the next page starts; null on the last page
 */
public record ApiKeyListingPage(
        List<ApiKeyListing> keys, @Nullable String nextCursor) {}
