package org.keyledger.consumer.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published event: CloudEvents 1.0, read from the binary content mode of the Kafka protocol binding.
 *
 * @param id {@code <ledger>.<epoch>/<position>}; permanently unique together with {@code source}
 * @param source the ledger that it comes from
 * @param type the event type, such as {@code apikey.revoked}
 * @param subject the entity that it is about; events of one subject arrive in order
 * @param time when it was recorded
 * @param position its position in the ledger; increases from event to event, with gaps
 * @param cause who caused it
 * @param data its body
 * @param <D> the type of the body
 */
public record CloudEvent<D>(
        String id, String source, String type, String subject, Instant time, long position, Cause cause, D data) {

    /**
     * Who caused an event and in which request. Ids only, which are not personal data and stay after an erasure; null
     * where there is none.
     *
     * @param actorKind {@code user}, {@code key}, {@code service}, {@code operator}, {@code mailed-link},
     *     {@code anonymous} or {@code system}
     * @param actorUser the user who acted or created the acting key
     * @param actorCredential the id of the session or API key that authenticated the request
     * @param tenant the tenant of the actor
     * @param requestId the {@code instance} of the request's problem response and of its log lines
     * @param decidedAtPosition the decision had seen every event up to this position
     */
    public record Cause(
            @Nullable String actorKind,
            @Nullable String actorUser,
            @Nullable String actorCredential,
            @Nullable String tenant,
            @Nullable String requestId,
            @Nullable Long decidedAtPosition) {}
}
