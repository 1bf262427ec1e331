package org.keyledger.consumer.subscription;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts records that are CloudEvents of the ledger, and proved if a proof is demanded. It counts and logs the others,
 * at most once a minute. A record that is not accepted changes no other state of the consumer.
 *
 * @param <D> the type of the bodies
 */
final class RecordFilter<D> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFilter.class);
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Subscription<D> subscription;
    private final @Nullable RecordProof proof;
    private final AtomicLong skipped = new AtomicLong();
    private long logged;
    private long lastLogged;

    RecordFilter(Subscription<D> subscription, @Nullable RecordProof proof) {
        this.subscription = subscription;
        this.proof = proof;
    }

    /**
     * Empty if the record is skipped.
     *
     * @throws RetryLaterException if the ledger, which the proof needs, cannot be read
     */
    Optional<ReceivedEvent<D>> accept(ConsumerRecord<String, byte[]> record) {
        ReceivedEvent<D> event;
        try {
            event = ReceivedEvent.of(record, subscription.body());
        } catch (IllegalArgumentException e) {
            skip(record, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        var fault = proof == null ? Optional.<String>empty() : proof.findFault(subscription.topic(), event);
        fault.ifPresent(reason -> skip(record, reason));
        return fault.isPresent() ? Optional.empty() : Optional.of(event);
    }

    /** Whether a stored event is still accepted: its file may have been changed. */
    boolean acceptStored(RawEvent event) {
        if (proof == null || proof.hasValidMac(subscription.topic(), event)) {
            return true;
        }
        skipped.incrementAndGet();
        LOG.warn("Consumer {} removed dead letter {}: its MAC is missing or wrong", subscription.name(), event.id());
        return false;
    }

    /** How many records were skipped. */
    long skipped() {
        return skipped.get();
    }

    private void skip(ConsumerRecord<String, byte[]> record, String reason) {
        var total = skipped.incrementAndGet();
        var now = System.nanoTime();
        if (logged == 0 || now - lastLogged >= LOG_INTERVAL_NANOS) {
            LOG.warn(
                    "Consumer {} skipped {} Kafka records that Keyledger has not published, the last one in topic {},"
                            + " partition {}, offset {}: {}",
                    subscription.name(),
                    total - logged,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason);
            logged = total;
            lastLogged = now;
        }
    }
}
