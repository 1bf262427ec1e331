package org.keyledger.kernel.audit;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.user.UserId;

/** Queries about security events. */
public sealed interface AuditQuery {

    /**
     * The security events of a user, newest first.
     *
     * @param family the first part of the type name of all of them, such as {@code session}; any if null
     * @param cursor where the previous page ended; null for the first page
     * @param limit from 1 to 200
     */
    record ListSecurityEvents(
            UserId user, @Nullable String family, @Nullable String cursor, int limit)
            implements AuditQuery, Query<AuditEntryPage> {
        @Override
        public Class<AuditEntryPage> responseType() {
            return AuditEntryPage.class;
        }
    }
}
