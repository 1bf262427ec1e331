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
     * Whether the archive contains the event if this is its last line: within a ledger, epochs increase, and positions
     * increase within an epoch.
     */
    boolean includes(CloudEvent<?> event) {
        return includes(Epoch.of(event.id()), event.position());
    }

    /** Whether the archive contains the event of this epoch and position if this is its last line. */
    boolean includes(Epoch other, long otherPosition) {
        var line = epoch();
        return line.ledger().equals(other.ledger())
                && (other.number() < line.number() || (other.number() == line.number() && otherPosition <= position));
    }

    /** The epoch of the line. */
    Epoch epoch() {
        return Epoch.of(id);
    }

    /** An epoch of a ledger: the first part of the id {@code <ledger>.<epoch>/<position>}. */
    record Epoch(String ledger, int number) {

        static Epoch of(String id) {
            var slash = id.lastIndexOf('/');
            var dot = id.lastIndexOf('.', Math.max(0, slash));
            if (dot < 0 || slash < dot) {
                throw new IllegalArgumentException("Event id must be <ledger>.<epoch>/<position>, was " + id);
            }
            return new Epoch(id.substring(0, dot), Integer.parseInt(id.substring(dot + 1, slash)));
        }
    }
}
