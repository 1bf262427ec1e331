package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.simulation.SimulatedCluster;
import org.keyledger.ledger.tail.TailStream;

/**
 * The tail of a simulated process as an Axon stream, in simulated time. Every third event is private, the others are
 * public.
 */
record LedgerTailModel(SimulatedCluster stores, TailStream<PositionedEvent> tail)
        implements BlockingStream<TrackedEventMessage<?>> {

    static boolean isPublic(long position) {
        return position % 3 != 0;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return tail.peek().map(LedgerTailModel::message);
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        if (tail.peek().isEmpty() && timeout > 0) {
            stores.sleep(Duration.of(timeout, unit.toChronoUnit()));
        }
        return tail.peek().isPresent();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
        return message(tail.take());
    }

    private static TrackedEventMessage<?> message(PositionedEvent event) {
        var position = event.position().value();
        var id = new UUID(0x0189_0a5d_ac96_7000L, 0x8000_0000_0000_0000L | position);
        var payload = isPublic(position)
                ? new ApiKeyRevoked(new ApiKeyId(id))
                : new EmailReleased(new EmailClaimId(id), LedgerFixture.USER);
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>("Sample", id.toString(), 0, payload));
    }

    @Override
    public void close() {
        tail.close();
    }
}
