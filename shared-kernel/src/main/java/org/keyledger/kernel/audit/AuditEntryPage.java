package org.keyledger.kernel.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of security events.
 *
 * @param nextCursor where the next page starts; null on the last page
 */
public record AuditEntryPage(
        List<AuditEntry> entries, @Nullable String nextCursor) {}
