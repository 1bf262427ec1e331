package org.keyledger.consumer.subscription;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.crypto.RecordMac;

/**
 * Proof that Keyledger has published a record: its MAC is valid, and its position is in the ledger. For consumers of
 * Keyledger itself; others do not have the key of the MAC.
 */
public final class RecordProof {

    private final RecordMac mac;
    private final LongSupplier nextPosition;

    /** A lower bound of the ledger's next position, so that the ledger is read for unknown positions only. */
    private volatile long knownNextPosition;

    /**
     * @param nextPosition reads the position that the next event of the ledger will get; throws
     *     {@link RetryLaterException} if it cannot be read
     */
    public RecordProof(RecordMac mac, LongSupplier nextPosition) {
        this.mac = mac;
        this.nextPosition = nextPosition;
    }

    /**
     * Why the record is not proved; empty if it is.
     *
     * @throws RetryLaterException if the ledger cannot be read
     */
    Optional<String> findFault(String topic, ReceivedEvent<?> event) {
        if (!hasValidMac(topic, event.raw())) {
            return Optional.of("its MAC is missing or wrong");
        }
        if (event.position() >= knownNextPosition) {
            knownNextPosition = nextPosition.getAsLong();
        }
        return event.position() < knownNextPosition
                ? Optional.empty()
                : Optional.of("its position is beyond the end of the ledger");
    }

    boolean hasValidMac(String topic, RawEvent event) {
        byte @Nullable [] body = event.body();
        return body != null && mac.verify(topic, event.subject(), event.headers(), body);
    }
}
