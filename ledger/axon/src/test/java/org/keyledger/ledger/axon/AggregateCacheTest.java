package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;

@DisplayName("Caching aggregates")
class AggregateCacheTest {

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<String> read = new ArrayList<>();
    private final InMemoryVault vault = new InMemoryVault();
    private final AxonFixture fixture = new AxonFixture(ledger, vault, more -> {});
    private boolean full;

    @BeforeEach
    void given_a_ledger_that_records_reads_of_histories_and_may_be_full() {
        ledger.beforeReadOfHistory(read::add);
        ledger.beforeAppend(commit -> {
            if (full) {
                throw new OverloadedException("full");
            }
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void reads_no_history_of_what_was_used_a_moment_ago() {
        fixture.positionOf(new Meet("ada", "Ada"));
        fixture.positionOf(new Greet("ada", 2));
        read.clear();

        assertThat(greeted()).isEqualTo(3);
        assertThat(read).isEmpty();
    }

    @Test
    void contains_only_what_the_ledger_stored() {
        fixture.positionOf(new Meet("ada", "Ada"));
        fixture.positionOf(new Greet("ada", 2));
        full = true;
        assertThat(fixture.send(new Greet("ada", 5)).isExceptional()).isTrue();
        full = false;
        read.clear();

        assertThat(greeted()).isEqualTo(3);
        assertThat(read).containsExactly("ada");
    }

    @Test
    void does_not_know_one_whose_beginning_the_ledger_refused() {
        full = true;
        assertThat(fixture.send(new Meet("ada", "Ada")).isExceptional()).isTrue();
        full = false;

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
        read.clear();

        fixture.axon.evict("ada");

        assertThat(greeted()).isEqualTo(1);
        assertThat(read).containsExactly("ada");
    }

    /** Greets once more and returns the number of greetings. */
    private Object greeted() {
        return fixture.send(new Greet("ada", 1)).getPayload();
    }
}
