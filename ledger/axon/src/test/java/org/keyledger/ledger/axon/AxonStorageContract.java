package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.config.Configurer;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;

/** Commands, the tail and projections over a store, across restarts. */
abstract class AxonStorageContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private LedgerStorage storage;
    private ProjectionGroup group;
    private AxonFixture fixture;

    /** Opens the same storage each time, empty at first. */
    abstract LedgerStorage open(Path directory, MasterKey master);

    @BeforeEach
    void start() {
        storage = open(directory, MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()));
        group = new ProjectionGroup("figures", storage.views(), ClaimOwner.named("here", Clock.systemUTC()));
        fixture = new AxonFixture(storage.ledger(), storage.vault(), this::project);
    }

    /** Called after the storage is closed for the last time. */
    void cleanUp() {}

    @AfterEach
    void closeAndCleanUp() {
        end();
        cleanUp();
    }

    private void end() {
        fixture.close();
        storage.close();
    }

    @Test
    void many_threads_get_positions_without_a_gap() throws InterruptedException, ExecutionException {
        List<Future<Position>> answers = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 100; i++) {
            String person = "p" + i;
            answers.add(callers.submit(
                    () -> fixture.positionOf(new Meet(person, "Ada")).orElseThrow()));
        }
        List<Long> positions = new ArrayList<>();
        for (Future<Position> answer : answers) {
            positions.add(answer.get().value());
        }
        callers.shutdown();

        assertThat(positions).hasSize(100).doesNotHaveDuplicates().allMatch(it -> it >= 0 && it < 100);
        assertThat(Chain.verify(storage.ledger())).isEmpty();
        assertThat(group.awaitReached(new Position(99), TIMEOUT)).isTrue();
    }

    @Test
    void acknowledged_and_projected_data_survives_a_restart() throws InterruptedException {
        fixture.positionOf(new Meet("p1", "Ada"));
        Position stored = fixture.positionOf(new Greet("p1", 3)).orElseThrow();
        assertThat(group.awaitReached(stored, TIMEOUT)).isTrue();

        end();
        start();

        assertThat(fixture.send(new Greet("p1", 1)).getPayload()).isEqualTo(4);
        assertThat(group.awaitReached(stored.next(), TIMEOUT)).isTrue();
        assertThat(storage.views().checkpoint("figures").map(Checkpoint::next)).contains(new Position(5));
        assertThat(new String(
                        storage.views().find("greetings", "p1").orElseThrow().body(), UTF_8))
                .isEqualTo("0");
    }

    @Test
    void one_of_two_concurrent_creations_of_an_aggregate_wins() throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        Future<ResultMessage<?>> one = callers.submit(() -> fixture.send(new Meet("p1", "Ada")));
        Future<ResultMessage<?>> other = callers.submit(() -> fixture.send(new Meet("p1", "Grace")));

        List<ResultMessage<?>> failed = new ArrayList<>(List.of(one.get(), other.get()));
        failed.removeIf(result -> !result.isExceptional());
        callers.shutdown();

        assertThat(failed)
                .singleElement()
                .satisfies(it -> assertThat(it.exceptionResult()).isInstanceOf(AggregateStreamCreationException.class));
    }

    @Test
    void an_erased_subject_stays_erased_and_the_chain_whole() {
        fixture.positionOf(new Meet("p1", "Ada"));
        storage.vault().destroyKey("p1", Position.FIRST);

        end();
        start();

        assertThat(fixture.axon.engine().readEvents("p1").next().getPayload())
                .isEqualTo(new PersonMet("p1", Erased.REPLACEMENT, null, AxonFixture.NOW));
        assertThat(Chain.verify(storage.ledger())).isEmpty();
    }

    private void project(Configurer configurer) {
        AxonFixture.follow(configurer, group, new GreetingCountProjection(group));
    }
}
