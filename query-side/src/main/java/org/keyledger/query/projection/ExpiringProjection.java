package org.keyledger.query.projection;

import java.time.Instant;

/** A projection with documents that no event removes: they matter until their end has passed. */
public interface ExpiringProjection {

    /**
     * Removes documents whose end has passed, in the batch of the calling thread.
     *
     * @param limit the greatest number of documents of each view
     * @return the greatest number that was removed from one view; {@code limit} if there may be more
     */
    int removeEnded(Instant now, int limit);
}
