package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/**
 * Measures commits, commands and projections over SQLite on this machine. Takes four minutes and writes below the given
 * directory, or the one for temporary files:
 *
 * <pre>
 * ./mvnw -q -pl ledger/axon -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --enable-native-access=ALL-UNNAMED -cp ledger/axon/target/test-classes:ledger/axon/target/classes:$(cat ledger/axon/target/classpath) \
 *     org.keyledger.ledger.axon.WritePathBenchmark [directory]
 * </pre>
 */
final class WritePathBenchmark {

    private static final List<Integer> CALLERS = List.of(1, 16);
    private static final int PEOPLE = 4096;

    private final InterleavedMeasurement rounds = new InterleavedMeasurement();
    private final AxonFixture fixture;
    private final ProjectionGroup group;

    private WritePathBenchmark(AxonFixture world, ProjectionGroup group) {
        this.fixture = world;
        this.group = group;
    }

    public static void main(String[] arguments) throws Exception {
        Path below = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        Path directory = Files.createTempDirectory(below, "figures");
        System.out.printf("Java %s%n", Runtime.version());
        try (FileChannel floor = FileChannel.open(directory.resolve("floor"), CREATE_NEW, WRITE);
                LedgerStorage core = open(directory.resolve("core"));
                LedgerStorage home = open(directory.resolve("axon"))) {
            ProjectionGroup group =
                    new ProjectionGroup("figures", home.views(), ClaimOwner.named("here", Clock.systemUTC()));
            try (AxonFixture world = new AxonFixture(home.ledger(), home.vault(), configurer -> {
                AxonFixture.follow(configurer, group, new GreetingCountProjection(group));
            })) {
                new WritePathBenchmark(world, group).measure(floor, core.ledger());
            }
        } finally {
            remove(directory);
        }
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    static LedgerStorage open(Path directory) throws IOException {
        Files.createDirectory(directory);
        MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
        return SqliteStorage.open(directory, master, Clock.systemUTC(), new SecureRandom());
    }

    private void measure(FileChannel floor, Ledger core) throws Exception {
        ByteBuffer block = ByteBuffer.allocate(4096);
        rounds.add("4 KiB and fsync", 1, caller -> {
            floor.write(block.rewind());
            floor.force(false);
            return 1;
        });
        IdGenerator ids = new IdGenerator(new SecureRandom());
        for (int callers : CALLERS) {
            addAppends(core, callers, "core", () -> ids.commitId(Instant.now()));
            addAppends(core, callers, "core, keys in no order", () -> "-" + UUID.randomUUID());
        }
        ProjectionLatency[] lateness = {new ProjectionLatency(group), new ProjectionLatency(group)};
        for (int i = 0; i < lateness.length; i++) {
            addCommands(CALLERS.get(i), lateness[i]);
        }
        rounds.run();
        System.out.println("seen in the read model after " + lateness[0] + "; beside 15 others after " + lateness[1]);
    }

    private void addAppends(Ledger core, int callers, String name, Supplier<String> keys) {
        rounds.add(name, callers, caller -> {
            core.append(commit(keys.get())).join();
            return 1;
        });
    }

    private void addCommands(int callers, ProjectionLatency lateness) {
        rounds.add("command that begins an aggregate", callers, caller -> {
            fixture.positionOf(new Meet(newId(), "Ada"));
            return 1;
        });
        GreetingCallers greeters = new GreetingCallers(callers);
        rounds.add("command to one that is there", callers, caller -> {
            greeters.greet(caller);
            return 1;
        });
        rounds.add("the same, one caller waits to see it", callers, caller -> {
            Position stored = greeters.greet(caller);
            if (caller == 0) {
                lateness.awaitProjected(stored);
            }
            return 1;
        });
    }

    /** Each caller greets its own people, one after the other. */
    private final class GreetingCallers {

        private final List<String> people = people();
        private final int[] greeted;

        GreetingCallers(int callers) {
            greeted = new int[callers];
        }

        Position greet(int caller) {
            int one = (greeted[caller]++ * greeted.length + caller) % PEOPLE;
            return fixture.positionOf(new Greet(people.get(one), 1)).orElseThrow();
        }
    }

    private List<String> people() {
        List<String> people =
                Stream.generate(WritePathBenchmark::newId).limit(PEOPLE).toList();
        people.parallelStream().forEach(it -> fixture.positionOf(new Meet(it, "Ada")));
        return people;
    }

    /** One event of 300 bytes with 120 bytes of metadata, the first of its aggregate. */
    private static Commit commit(String key) {
        return new Commit(
                key,
                "m".repeat(120).getBytes(UTF_8),
                List.of(new EventRecord(
                        newId(),
                        "Person",
                        0,
                        UUID.randomUUID().toString(),
                        "person.greeted",
                        1,
                        Instant.now(),
                        "p".repeat(300).getBytes(UTF_8))));
    }

    /** Ids as the service generates them: ordered by time (RFC 9562, version 7). */
    static String newId() {
        UUID random = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff;
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }
}
