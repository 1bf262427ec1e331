package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.masterkey.MasterKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many commits a second are on disk, of one event with 300 bytes of payload and 120 of metadata; each caller waits for
 * its own before it sends the next. Writes below the system property {@code ledger}, a new directory there each time, or
 * below the directory for temporary files.
 *
 * <pre>
 * ./mvnw -q -pl ledger/sqlite -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp ledger/sqlite/target/test-classes:ledger/sqlite/target/classes:$(cat ledger/sqlite/target/classpath) \
 *     org.openjdk.jmh.Main SqliteAppendBenchmark
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
public class SqliteAppendBenchmark {

    /** The ledger that all callers append to. */
    @State(Scope.Benchmark)
    public static class Storage {

        private Path directory;
        private LedgerStorage storage;

        @Setup
        public void open() throws IOException {
            String below = System.getProperty("ledger", System.getProperty("java.io.tmpdir"));
            directory = Files.createTempDirectory(Path.of(below), "appending");
            storage = SqliteStorage.open(
                    directory,
                    MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()),
                    Clock.systemUTC(),
                    new SecureRandom());
        }

        @TearDown
        public void remove() throws IOException {
            storage.close();
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /** One caller: ten events for each aggregate. */
    @State(Scope.Thread)
    public static class Caller {

        private static final int EVENTS = 10;

        /** The kind of commit ids: generated ones in the order of time, or those of requests. */
        @Param({"own", "requests"})
        private String keys = "";

        private final Random random = new Random();
        private final byte[] metadata = "m".repeat(120).getBytes(UTF_8);
        private String aggregate = "";
        private long sequence;
        private boolean newAggregate;
        private byte[] payload = new byte[0];

        @Setup(Level.Trial)
        public void begin() {
            payload = "p".repeat(300).getBytes(UTF_8);
            sequence = EVENTS;
            newAggregate = keys.equals("own");
        }

        private final IdGenerator ids = new IdGenerator(new SecureRandom());

        Commit next() {
            if (sequence == EVENTS) {
                aggregate = aggregateId();
                sequence = 0;
            }
            EventRecord event = new EventRecord(
                    aggregate,
                    "ApiKey",
                    sequence++,
                    UUID.randomUUID().toString(),
                    "apikey.rotated",
                    1,
                    Instant.now(),
                    payload);
            return new Commit(newAggregate ? ids.commitId(Instant.now()) : requestKey(), metadata, List.of(event));
        }

        /** Ids as the gateway derives them from an idempotency key: 32 bytes without an order. */
        private String requestKey() {
            byte[] mac = new byte[32];
            random.nextBytes(mac);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
        }

        /** Ids as the service generates them: ordered by time (RFC 9562, version 7). */
        private String aggregateId() {
            long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
            return new UUID(high, random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L).toString();
        }
    }

    @Benchmark
    @Threads(1)
    public Position one_writer(Storage opened, Caller caller) {
        return opened.storage.ledger().append(caller.next()).join();
    }

    @Benchmark
    @Threads(16)
    public Position sixteen_writers(Storage opened, Caller caller) {
        return opened.storage.ledger().append(caller.next()).join();
    }
}
