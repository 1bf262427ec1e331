package org.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * The tail of the process that appended an event gives handlers the object that was appended; every other one decodes the
 * stored event. Both must be equal, for random events of every type.
 */
@DisplayName("An event that is handed over equals one that is decoded")
class EventHandOverTest {

    private static final int COMMITS_PER_TYPE = 3;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryVault vault = new InMemoryVault();
    private final LedgerAxonAdapter axon = CommandSideFixture.axonLedger(ledger, vault);

    @AfterEach
    void close() {
        axon.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void for_every_event_type(long seed) throws Exception {
        Random random = new Random(seed);
        RandomEvents events = prepared(random);

        try (BlockingStream<TrackedEventMessage<?>> stream = openStream()) {
            for (int i = 0; i < COMMITS_PER_TYPE; i++) {
                for (Record payload : events.ofEachType()) {
                    append(payload, random);

                    assertThat(assertEqualsDecoded(stream).getPayload()).isSameAs(payload);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void while_subjects_are_erased(long seed) throws Exception {
        Random random = new Random(seed);
        RandomEvents events = prepared(random);
        List<String> subjects = new ArrayList<>(events.texts());

        try (BlockingStream<TrackedEventMessage<?>> stream = openStream()) {
            for (Record payload : events.ofEachType()) {
                erase(subjects.get(random.nextInt(subjects.size())));
                append(payload, random);
                if (random.nextBoolean()) {
                    erase(subjects.get(random.nextInt(subjects.size())));
                }

                assertEqualsDecoded(stream);
            }
        }
    }

    /** Every value may be the subject of a field, so each has a key. */
    private RandomEvents prepared(Random random) throws IOException {
        RandomEvents events = new RandomEvents(random);
        vault.createKeys(events.texts());
        return events;
    }

    /** A stream from the end of the ledger, whose tail takes over what is appended from now on. */
    private BlockingStream<TrackedEventMessage<?>> openStream() {
        BlockingStream<TrackedEventMessage<?>> stream = axon.eventStore().openStream(null);
        Eventually.awaitTrue(() -> axon.tailStatus().next().isPresent(), axon::tailStatus);
        return stream;
    }

    private void append(Record payload, Random random) {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                RequestMetadata.ACTOR_KIND,
                "SESSION",
                RequestMetadata.ADDRESS,
                "192.0.2." + random.nextInt(255),
                RequestMetadata.DECIDED_AT_POSITION,
                random.nextBoolean() ? random.nextLong() : random.nextInt(1000)));
        axon.eventStore()
                .publish(new GenericDomainEventMessage<>(
                        "thing",
                        UUID.randomUUID().toString(),
                        0,
                        payload,
                        metadata,
                        UUID.randomUUID().toString(),
                        Instant.ofEpochSecond(1_700_000_000, random.nextInt(1_000_000_000))));
    }

    private void erase(String subject) {
        vault.destroyKey(subject, Position.FIRST);
        axon.evict(subject);
    }

    /** Compares everything that a handler can see; returns the event that was handed over. */
    private TrackedEventMessage<?> assertEqualsDecoded(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        TrackedEventMessage<?> event = stream.nextAvailable();
        TrackedEventMessage<?> decoded =
                axon.decode(ledger.head().orElseThrow()).get(0);
        assertThat(visible(event)).isEqualTo(visible(decoded));
        return event;
    }

    private static List<Object> visible(TrackedEventMessage<?> event) {
        DomainEventMessage<?> domainEvent = (DomainEventMessage<?>) event;
        return List.of(
                event.trackingToken(),
                event.getIdentifier(),
                event.getTimestamp(),
                event.getPayloadType(),
                event.getPayload(),
                event.getMetaData(),
                domainEvent.getType(),
                domainEvent.getAggregateIdentifier(),
                domainEvent.getSequenceNumber());
    }
}
