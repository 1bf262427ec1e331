package org.keyledger.ledger.axon;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.axonframework.eventsourcing.eventstore.EventStorageEngineTest;
import org.axonframework.eventsourcing.utils.EventStoreTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.InMemoryLedger;

/** Axon's own contract tests of a storage engine. Some of their histories have gaps, which our ledger refuses. */
@DisplayName("Axon's contract of an event storage engine")
class LedgerStorageEngineTest extends EventStorageEngineTest {

    private final SampleDomain samples = new SampleDomain(InMemoryLedger.allowingGaps());
    private final LedgerStorageEngine engine = samples.axon.engine();

    @BeforeEach
    void begin() {
        setTestSubject(engine);
    }

    @AfterEach
    void end() {
        samples.axon.close();
    }

    /** The exception to the contract: the ledger stores no snapshots. */
    @Test
    @Override
    public void storeAndLoadSnapshot() {
        assertThrows(IllegalStateException.class, () -> engine.storeSnapshot(EventStoreTestUtils.createEvent(0)));
        assertTrue(engine.readSnapshot(EventStoreTestUtils.AGGREGATE).isEmpty());
    }
}
