package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.ReactionGroup.InitialPosition;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;

@DisplayName("Reacting to events")
class ReactionGroupTest {

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryVault vault = new InMemoryVault();
    private final AtomicStore cells = new InMemoryAtomicStore();
    private final WavingHandler waving = new WavingHandler();
    private AxonFixture fixture = start(InitialPosition.FIRST_EVENT);

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void receives_each_event_and_after_a_restart_only_new_ones() throws InterruptedException {
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 2));
        assertThat(List.of(waving.next(), waving.next())).containsExactly(new Position(1), new Position(2));

        fixture.close();
        fixture = start(InitialPosition.FIRST_EVENT);
        fixture.positionOf(new Greet("p1", 1));

        assertThat(waving.next()).isEqualTo(new Position(3));
    }

    @Test
    void begins_with_the_next_event_where_history_is_not_to_be_repeated() throws InterruptedException {
        fixture.close();
        InMemoryLedger old = new InMemoryLedger();
        fixture = new AxonFixture(old, vault, more -> {});
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 2));
        fixture.close();

        ReactionGroup group = new ReactionGroup(
                "waving",
                new InMemoryAtomicStore(),
                ClaimOwner.named("here", Clock.systemUTC()),
                InitialPosition.NEXT_EVENT);
        fixture = new AxonFixture(old, vault, more -> waving.configure(more, group));
        fixture.positionOf(new Greet("p1", 1));

        assertThat(waving.next()).isEqualTo(new Position(3));
    }

    /** The token moves with the events that a reaction handles; the others are passed only every few seconds. */
    @Test
    void stores_its_token_with_the_events_of_its_types() throws InterruptedException {
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 1));
        assertThat(waving.next()).isEqualTo(new Position(1));
        Eventually.awaitTrue(() -> tokenIndex() == 1, () -> "token at " + tokenIndex());

        fixture.positionOf(new Meet("p2", "Grace"));
        fixture.positionOf(new Meet("p3", "Alan"));
        fixture.positionOf(new Greet("p3", 1));
        assertThat(waving.next()).isEqualTo(new Position(4));
        Eventually.awaitTrue(() -> tokenIndex() == 4, () -> "token at " + tokenIndex());
    }

    @Test
    void repeats_an_event_whose_reaction_failed() throws InterruptedException {
        waving.failures = 1;
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 2));

        assertThat(List.of(waving.next(), waving.next(), waving.next()))
                .containsExactly(new Position(1), new Position(1), new Position(2));
    }

    private long tokenIndex() {
        return cells.get("token/waving/0")
                .map(entry ->
                        TrackingTokens.next(TokenEntry.fromJson(entry).token()).value() - 1)
                .orElse(-1L);
    }

    private AxonFixture start(InitialPosition begin) {
        ReactionGroup group = new ReactionGroup("waving", cells, ClaimOwner.named("here", Clock.systemUTC()), begin);
        return new AxonFixture(ledger, vault, more -> waving.configure(more, group));
    }

    private static final class WavingHandler {

        private final BlockingQueue<Position> received = new LinkedBlockingQueue<>();

        private volatile int failures;

        private void configure(Configurer configurer, ReactionGroup group) {
            AxonFixture.react(configurer, group, this);
        }

        @EventHandler
        public void on(PersonGreeted event, Position position) {
            received.add(position);
            if (failures-- > 0) {
                throw new IllegalStateException("as the test requires");
            }
        }

        private Position next() throws InterruptedException {
            Position next = received.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }
    }
}
