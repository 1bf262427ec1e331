package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Entry;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.Samples.Greet;
import org.keyledger.ledger.axon.Samples.Meet;
import org.keyledger.ledger.sqlite.SqliteLedgerHome;
import org.keyledger.ledger.wrapping.MasterKey;

/**
 * Measures commits, commands, projections and replay over SQLite on this machine. Not a test; takes two minutes, and
 * writes below the directory that is named, or that for temporary files:
 *
 * <pre>
 * ./mvnw -q -pl ledger test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --enable-native-access=ALL-UNNAMED -cp ledger/target/test-classes:ledger/target/classes:$(cat ledger/target/classpath) \
 *     org.keyledger.ledger.axon.Figures [directory]
 * </pre>
 */
final class Figures {

    private static final List<Integer> CALLERS = List.of(1, 16);
    private static final int PEOPLE = 1024;
    private static final int REPLAYED = 40_000;

    private final SqliteLedgerHome home;
    private final World world;
    private final ProjectionGroup group;

    private Figures(SqliteLedgerHome home, World world, ProjectionGroup group) {
        this.home = home;
        this.world = world;
        this.group = group;
    }

    public static void main(String[] arguments) throws Exception {
        Path below = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        Path directory = Files.createTempDirectory(below, "figures");
        System.out.printf("Java %s%n", Runtime.version());
        try {
            measureDisk(directory.resolve("floor"));
            try (SqliteLedgerHome home = open(directory.resolve("core"))) {
                measureCore(home.ledger());
            }
            measureAxon(directory.resolve("axon"));
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static SqliteLedgerHome open(Path directory) throws IOException {
        Files.createDirectory(directory);
        MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"));
        return SqliteLedgerHome.open(directory, master, Clock.systemUTC());
    }

    private static void measureAxon(Path directory) throws Exception {
        try (SqliteLedgerHome home = open(directory)) {
            ProjectionGroup group = new ProjectionGroup("figures", home.views(), Node.named("here"));
            try (World world = new World(home.ledger(), home.vault(), configurer -> {
                configurer.eventProcessing(group::configure);
                configurer.eventProcessing(it -> it.registerEventHandler(configuration -> new GreetingCounts(group)));
            })) {
                new Figures(home, world, group).measure();
            }
        }
    }

    /** What any durable write costs here: a block of 4 KiB and its fsync, nothing else. */
    private static void measureDisk(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(4096);
            Rounds.of("4 KiB and fsync").by(1, caller -> {
                channel.write(block.rewind());
                channel.force(false);
            });
        }
    }

    private static void measureCore(Ledger ledger) throws Exception {
        for (int callers : CALLERS) {
            Rounds.of("core").by(callers, caller -> ledger.append(commit()).join());
        }
    }

    /** One event of 300 bytes with 120 bytes of metadata, the first of its aggregate. */
    private static Commit commit() {
        return new Commit(
                "-" + UUID.randomUUID(),
                List.of(new Entry(
                        UUID.randomUUID().toString(),
                        "Person",
                        0,
                        UUID.randomUUID().toString(),
                        "person.greeted",
                        1,
                        Instant.now(),
                        "p".repeat(300).getBytes(UTF_8),
                        "m".repeat(120).getBytes(UTF_8))));
    }

    private void measure() throws Exception {
        for (int callers : CALLERS) {
            Rounds.of("command that begins one")
                    .by(
                            callers,
                            caller ->
                                    world.positionOf(new Meet(UUID.randomUUID().toString(), "Ada")));
        }
        for (int callers : CALLERS) {
            Greeters greeters = new Greeters(callers);
            Rounds.of("command to one that is there").by(callers, greeters::greet);
            Lateness lateness = new Lateness(group);
            Rounds.of("the same, one waits for the read model").by(callers, caller -> {
                Position stored = greeters.greet(caller);
                if (caller == 0) {
                    lateness.awaitSeen(stored);
                }
            });
            lateness.say();
        }
        replay();
    }

    /** Each greets people of its own, one after the other. */
    private final class Greeters {

        private final List<String> people = people();
        private final int[] greeted;

        Greeters(int callers) {
            greeted = new int[callers];
        }

        Position greet(int caller) {
            int one = (greeted[caller]++ * greeted.length + caller) % PEOPLE;
            return world.positionOf(new Greet(people.get(one), 1)).orElseThrow();
        }
    }

    private List<String> people() {
        List<String> people = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(PEOPLE)
                .toList();
        people.parallelStream().forEach(it -> world.positionOf(new Meet(it, "Ada")));
        return people;
    }

    private void replay() throws Exception {
        long events = Math.min(home.ledger().next().value(), REPLAYED);
        Rounds.of("replay").once(events, () -> {
            try (BlockingStream<TrackedEventMessage<?>> stream =
                    world.axon.eventStore().openStream(null)) {
                for (long i = 0; i < events; i++) {
                    stream.nextAvailable().getPayload();
                }
            }
        });
    }
}
