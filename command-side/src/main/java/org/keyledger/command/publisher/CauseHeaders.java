package org.keyledger.command.publisher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyledger.kernel.RequestMetadata;

/**
 * The published part of a commit's metadata: who caused an event, in which request, and what the decision had seen.
 * Extension attributes of CloudEvents 1.0, section 3.1. Every other entry of the metadata is personal or internal.
 */
final class CauseHeaders {

    private static final List<Map.Entry<String, String>> PUBLISHED = List.of(
            Map.entry(RequestMetadata.ACTOR_KIND, "ce_actorkind"),
            Map.entry(RequestMetadata.ACTOR_USER, "ce_actoruser"),
            Map.entry(RequestMetadata.ACTOR_CREDENTIAL, "ce_actorcredential"),
            Map.entry(RequestMetadata.TENANT, "ce_tenant"),
            Map.entry(RequestMetadata.CORRELATION, "ce_requestid"),
            Map.entry(RequestMetadata.DECIDED_AT_POSITION, "ce_decidedatposition"));

    private CauseHeaders() {}

    /** The headers in the order above; none for an entry that the metadata does not have. */
    static Map<String, String> of(Map<String, ?> metadata) {
        var headers = new LinkedHashMap<String, String>();
        for (var published : PUBLISHED) {
            var value = metadata.get(published.getKey());
            if (value != null) {
                headers.put(published.getValue(), value.toString());
            }
        }
        return headers;
    }
}
