package org.keyledger.kernel.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a user's sessions.
 *
 * @param nextCursor where the next page starts; null on the last page
 */
public record SessionListingPage(
        List<SessionListing> sessions, @Nullable String nextCursor) {}
