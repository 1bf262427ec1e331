package org.keyledger.kernel.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of security events.
 *
 * @param nextCursor where the next page starts; null on the last page
 */
public record AuditEntryPage(
        List<AuditEntry> events, @JsonInclude @Nullable String nextCursor) {}
