package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;

@DisplayName("Projecting events into views")
class ProjectionGroupTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryVault vault = new InMemoryVault();
    private final InMemoryViews views = new InMemoryViews();
    private final GreetingsProjection greetings = new GreetingsProjection();
    private AxonFixture fixture = start(greetings);

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void shows_a_write_to_a_reader_that_waits_for_its_position() throws InterruptedException {
        fixture.positionOf(new Meet("p1", "Ada"));
        Position stored = fixture.positionOf(new Greet("p1", 2)).orElseThrow();

        assertThat(greetings.group.awaitReached(stored, TIMEOUT)).isTrue();

        assertThat(shown()).isEqualTo("1 2");
        assertThat(greetings.positions).containsExactly(new Position(1), new Position(2));
        assertThat(views.checkpoint("greetings").map(Checkpoint::next)).contains(new Position(3));
    }

    @Test
    void advances_past_events_without_a_handler() throws InterruptedException {
        Position stored = fixture.positionOf(new Meet("p1", "Ada")).orElseThrow();

        assertThat(greetings.group.awaitReached(stored, TIMEOUT)).isTrue();

        assertThat(views.checkpoint("greetings").map(Checkpoint::next)).contains(new Position(1));
        assertThat(views.count("greetings")).isZero();
    }

    @Test
    void returns_false_when_the_time_is_over() throws InterruptedException {
        assertThat(greetings.group.awaitReached(new Position(7), Duration.ofMillis(20)))
                .isFalse();
    }

    @Test
    void undoes_a_batch_that_fails_and_tries_it_again() throws InterruptedException {
        fixture.positionOf(new Meet("p1", "Ada"));
        greetings.failures = 1;
        Position stored = fixture.positionOf(new Greet("p1", 3)).orElseThrow();

        assertThat(greetings.group.awaitReached(stored, TIMEOUT)).isTrue();

        assertThat(shown()).isEqualTo("1 3");
    }

    @Test
    void resumes_inside_a_commit_where_it_was_killed() throws InterruptedException {
        fixture.close();
        InMemoryLedger otherLedger = new InMemoryLedger();
        fixture = new AxonFixture(otherLedger, vault, more -> {});
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 5));
        fixture.close();
        InMemoryViews killed = new InMemoryViews();
        try (var batch = killed.begin("greetings", Optional.empty())) {
            TokenEntry done = TokenEntry.unclaimed(TrackingTokens.before(new Position(3)), AxonFixture.NOW);
            batch.saveCheckpoint(new Checkpoint(
                    new Position(3), done.claimedBy("killed", AxonFixture.NOW).toJson()));
            batch.commit();
        }

        GreetingsProjection resumed = new GreetingsProjection(killed);
        fixture = new AxonFixture(otherLedger, vault, more -> resumed.configure(more));

        assertThat(resumed.group.awaitReached(new Position(5), TIMEOUT)).isTrue();
        assertThat(resumed.positions).containsExactly(new Position(3), new Position(4), new Position(5));
    }

    @Test
    void ignores_what_an_old_owner_writes_when_it_resumes() throws InterruptedException {
        Position first = fixture.positionOf(new Meet("p1", "Ada")).orElseThrow();
        assertThat(greetings.group.awaitReached(first, TIMEOUT)).isTrue();
        Checkpoint before = views.checkpoint("greetings").orElseThrow();
        try (var batch = views.begin("greetings", Optional.of(before))) {
            TokenEntry other = TokenEntry.unclaimed(TrackingTokens.before(new Position(2)), Instant.now());
            batch.saveCheckpoint(new Checkpoint(
                    new Position(2), other.claimedBy("another", Instant.now()).toJson()));
            batch.commit();
        }

        Position second = fixture.positionOf(new Greet("p1", 1)).orElseThrow();

        Eventually.awaitTrue(() -> greetings.refusedBatches > 0, () -> greetings.positions);
        assertThat(second).isEqualTo(new Position(1));
        assertThat(views.count("greetings")).isZero();
        assertThat(views.checkpoint("greetings").map(Checkpoint::next)).contains(new Position(2));
    }

    @Test
    void has_a_batch_only_while_it_handles_events() {
        assertThatThrownBy(() -> greetings.group.batch()).isInstanceOf(IllegalStateException.class);
    }

    private AxonFixture start(GreetingsProjection projection) {
        return new AxonFixture(ledger, vault, projection::configure);
    }

    private String shown() {
        return views.find("greetings", "p1")
                .map(it -> new String(it.body(), UTF_8))
                .orElseThrow();
    }

    /** Counts greetings: a document has the number 1 and the number of greetings. */
    private final class GreetingsProjection {

        private final ProjectionGroup group;
        private final List<Position> positions = new CopyOnWriteArrayList<>();
        private volatile int failures;
        private volatile int refusedBatches;

        private GreetingsProjection() {
            this(views);
        }

        private GreetingsProjection(InMemoryViews views) {
            group = new ProjectionGroup("greetings", views, ClaimOwner.named("here", Clock.systemUTC()));
        }

        private void configure(Configurer configurer) {
            AxonFixture.follow(configurer, group, this);
        }

        private Batch batch() {
            try {
                return group.batch();
            } catch (ConcurrentProjectionException e) {
                refusedBatches++;
                throw e;
            }
        }

        @EventHandler
        public void on(PersonGreeted event, Position position) {
            positions.add(position);
            int before = batch().find("greetings", event.person())
                    .map(it -> Integer.parseInt(new String(it.body(), UTF_8).split(" ")[1]))
                    .orElse(0);
            byte[] body = ("1 " + (before + 1)).getBytes(UTF_8);
            group.batch().put("greetings", new Document(event.person(), position, body, Map.of(), Map.of()));
            if (before == 1 && failures-- > 0) {
                throw new IllegalStateException("as the test wants it");
            }
        }
    }
}
