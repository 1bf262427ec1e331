package org.keyledger.command.handling;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.keyledger.kernel.RequestMetadata;

/**
 * Copies request metadata from the command to its events: actor, address, request id and the position at which the
 * command was decided. The ledger stores them once a commit.
 */
final class RequestCorrelationDataProvider implements CorrelationDataProvider {

    private static final List<String> PROPAGATED_KEYS = List.of(
            RequestMetadata.ACTOR_KIND,
            RequestMetadata.ACTOR_USER,
            RequestMetadata.ACTOR_CREDENTIAL,
            RequestMetadata.TENANT,
            RequestMetadata.ADDRESS,
            RequestMetadata.USER_AGENT,
            RequestMetadata.DEVICE,
            RequestMetadata.CORRELATION,
            RequestMetadata.COMMIT_KEY,
            RequestMetadata.FINGERPRINT,
            RequestMetadata.DECIDED_AT_POSITION);

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Map<String, Object> correlationData = new HashMap<>();
        for (String name : PROPAGATED_KEYS) {
            Object value = message.getMetaData().get(name);
            if (value != null) {
                correlationData.put(name, value);
            }
        }
        correlationData.put(RequestMetadata.CAUSATION, message.getIdentifier());
        return correlationData;
    }
}
