package org.keyledger.ledger.axon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;

/**
 * Measures how fast events are read back from SQLite on this machine: a thousand subjects with twenty-one events each,
 * and one aggregate with a thousand. Takes two minutes; started like {@link WritePathBenchmark}.
 */
final class ReplayBenchmark {

    private static final int PEOPLE = 1000;
    private static final int GREETINGS = 20;
    private static final int LONG_HISTORY_EVENTS = 1000;
    private static final int PAGE_SIZE = 500;

    private final Ledger ledger;
    private final AxonFixture fixture;

    private ReplayBenchmark(Ledger ledger, AxonFixture world) {
        this.ledger = ledger;
        this.fixture = world;
    }

    public static void main(String[] arguments) throws Exception {
        Path below = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        Path directory = Files.createTempDirectory(below, "figures");
        System.out.printf("Java %s%n", Runtime.version());
        try (LedgerStorage home = WritePathBenchmark.open(directory.resolve("axon"));
                AxonFixture world = new AxonFixture(home.ledger(), home.vault(), configurer -> {})) {
            new ReplayBenchmark(home.ledger(), world).measure();
        } finally {
            WritePathBenchmark.remove(directory);
        }
    }

    private void measure() throws Exception {
        List<String> people =
                Stream.generate(WritePathBenchmark::newId).limit(PEOPLE).toList();
        people.parallelStream().forEach(it -> fixture.positionOf(new Meet(it, "Ada")));
        for (int i = 0; i < GREETINGS; i++) {
            people.parallelStream().forEach(it -> fixture.positionOf(new Greet(it, 1)));
        }
        Position end = ledger.nextPosition();
        String longest = WritePathBenchmark.newId();
        fixture.positionOf(new Meet(longest, "Ada"));
        fixture.positionOf(new Greet(longest, LONG_HISTORY_EVENTS));

        InterleavedMeasurement rounds = new InterleavedMeasurement();
        rounds.add("events from the core", 1, caller -> readCore(end));
        rounds.add("events as Axon has them", 1, caller -> replay(end));
        rounds.add("events of one aggregate, from the store", 1, caller -> readAggregate(longest, 1));
        rounds.add("the same, known", 1, caller -> readAggregate(longest, 0));
        rounds.run();
    }

    private long readCore(Position end) {
        Position next = Position.FIRST;
        while (next.isBefore(end)) {
            List<RecordedCommit> page = ledger.read(next, PAGE_SIZE);
            next = page.get(page.size() - 1).next();
        }
        return next.value();
    }

    private long replay(Position end) throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream =
                fixture.axon.eventStore().openStream(null)) {
            for (long i = 0; i < end.value(); i++) {
                stream.nextAvailable().getPayload();
            }
        }
        return end.value();
    }

    private long readAggregate(String aggregate, long firstSequence) {
        DomainEventStream events = fixture.axon.engine().readEvents(aggregate, firstSequence);
        long read = 0;
        while (events.hasNext()) {
            events.next().getPayload();
            read++;
        }
        return read;
    }
}
