package org.keyledger.kernel.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;

/**
 * A security event as its subject may see it.
 *
 * @param position position of the event in the ledger
 * @param event type name of the event, such as {@code session.started}; it never changes
 * @param actor how the request that caused it was authenticated
 * @param credential id of the session or API key that authenticated the request; null without one
 * @param address client address of the request; null if it is not known or belongs to a stranger
 * @param userAgent as {@code address}
 * @param details what the event is about, by name: ids, a key's label, an address
 */
public record AuditEntry(
        long position,
        Instant occurredAt,
        String event,
        Actor.Kind actor,
        @JsonInclude @Nullable String credential,
        @JsonInclude @Nullable String address,
        @JsonInclude @Nullable String userAgent,
        Map<String, String> details) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** Hidden: it contains personal data. */
    @Override
    public String toString() {
        return "AuditEntry[" + position + " " + event + "]";
    }
}
