package org.keyledger.consumer.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.subscription.CloudEvent;
import tools.jackson.databind.JsonNode;

/**
 * A line of the audit archive: a CloudEvent in JSON format (CloudEvents 1.0, JSON Event Format, section 3). A line has no
 * member for an attribute that its event lacks.
 */
@JsonPropertyOrder({
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "position",
    "actorkind",
    "actoruser",
    "actorcredential",
    "tenant",
    "requestid",
    "decidedatposition",
    "datacontenttype",
    "data"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditLine(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        long position,
        @Nullable String actorkind,
        @Nullable String actoruser,
        @Nullable String actorcredential,
        @Nullable String tenant,
        @Nullable String requestid,
        @Nullable Long decidedatposition,
        String datacontenttype,
        JsonNode data) {

    static AuditLine of(CloudEvent<JsonNode> event) {
        var cause = event.cause();
        return new AuditLine(
                "1.0",
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                event.time(),
                event.position(),
                cause.actorKind(),
                cause.actorUser(),
                cause.actorCredential(),
                cause.tenant(),
                cause.requestId(),
                cause.decidedAtPosition(),
                "application/json",
                event.data());
    }

    /**
     * Whether the archive contains the event if this is its last line: positions increase within one epoch of one
     * ledger.
     */
    boolean includes(CloudEvent<?> event) {
        return epochOf(id).equals(epochOf(event.id())) && event.position() <= position;
    }

    /** {@code <ledger>.<epoch>} from {@code <ledger>.<epoch>/<position>}. */
    private static String epochOf(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf('/')));
    }
}
