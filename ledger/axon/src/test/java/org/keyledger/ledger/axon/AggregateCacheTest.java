package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;

@DisplayName("Caching aggregates")
class AggregateCacheTest {

    private final RecordingLedger ledger = new RecordingLedger();
    private final InMemoryVault vault = new InMemoryVault();
    private final AxonFixture fixture = new AxonFixture(ledger, vault, more -> {});

    /** Records which histories are read from their beginning; rejects appends while it is full. */
    private static final class RecordingLedger extends InMemoryLedger {

        private final List<String> read = new ArrayList<>();
        private boolean full;

        @Override
        public List<PositionedEvent> readEvents(String aggregate, long fromSequence) {
            if (fromSequence == 0) {
                read.add(aggregate);
            }
            return super.readEvents(aggregate, fromSequence);
        }

        @Override
        public CompletableFuture<Position> append(Commit commit) {
            return full ? CompletableFuture.failedFuture(new OverloadedException("full")) : super.append(commit);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void reads_no_history_of_what_was_used_a_moment_ago() {
        fixture.positionOf(new Meet("ada", "Ada"));
        fixture.positionOf(new Greet("ada", 2));
        ledger.read.clear();

        assertThat(greeted()).isEqualTo(3);
        assertThat(ledger.read).isEmpty();
    }

    @Test
    void contains_only_what_the_ledger_stored() {
        fixture.positionOf(new Meet("ada", "Ada"));
        fixture.positionOf(new Greet("ada", 2));
        ledger.full = true;
        assertThat(fixture.send(new Greet("ada", 5)).isExceptional()).isTrue();
        ledger.full = false;
        ledger.read.clear();

        assertThat(greeted()).isEqualTo(3);
        assertThat(ledger.read).containsExactly("ada");
    }

    @Test
    void does_not_know_one_whose_beginning_the_ledger_refused() {
        ledger.full = true;
        assertThat(fixture.send(new Meet("ada", "Ada")).isExceptional()).isTrue();
        ledger.full = false;

        assertThat(fixture.send(new Greet("ada", 1)).isExceptional()).isTrue();
    }

    @Test
    void reads_again_what_another_node_went_on_with() {
        fixture.positionOf(new Meet("ada", "Ada"));
        try (AxonFixture other = new AxonFixture(ledger, vault, more -> {})) {
            other.positionOf(new Greet("ada", 1));
        }

        assertThat(greeted()).isEqualTo(2);
    }

    @Test
    void reads_again_what_was_evicted() {
        fixture.positionOf(new Meet("ada", "Ada"));
        ledger.read.clear();

        fixture.axon.evict("ada");

        assertThat(greeted()).isEqualTo(1);
        assertThat(ledger.read).containsExactly("ada");
    }

    /** Greets once more and returns the number of greetings. */
    private Object greeted() {
        return fixture.send(new Greet("ada", 1)).getPayload();
    }
}
