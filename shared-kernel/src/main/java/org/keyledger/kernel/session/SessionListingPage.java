package org.keyledger.kernel.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a user's sessions; no cursor after the last. */
public record SessionListingPage(
        List<SessionListing> sessions, @Nullable String nextCursor) {}
