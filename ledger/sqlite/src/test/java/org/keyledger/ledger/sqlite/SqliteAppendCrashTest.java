package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;

/** A killed process has stored every commit that it acknowledged. Pages in the cache of the operating system survive, so this
 * does not test fsync. */
@DisplayName("Process killed while it appends")
class SqliteAppendCrashTest {

    private static final int KILLS = 20;

    @TempDir
    Path directory;

    private final Map<String, Position> acknowledged = new HashMap<>();
    private final Random random = new Random();

    @Test
    void keeps_each_acknowledged_commit_exactly_once() throws Exception {
        MasterKey.createIfAbsent(key(directory), new SecureRandom());
        for (int kill = 0; kill < KILLS; kill++) {
            writeAndKill();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        try (LedgerStorage storage = open(directory)) {
            assertThat(Chain.verify(storage.ledger())).isEmpty();
            Map<String, Position> recorded = recorded(storage.ledger());
            assertThat(recorded).containsAllEntriesOf(acknowledged);
            assertThat(reserved(storage.ledger()))
                    .as("a key is reserved if and only if its commit is stored")
                    .containsExactlyInAnyOrderElementsOf(recorded.keySet());
        }
    }

    private void writeAndKill() throws Exception {
        try (ChildProcess child = ChildProcess.run(WriterProcess.class, directory.toString())) {
            StringBuilder output = new StringBuilder();
            String line = child.output().readLine();
            while (!acknowledge(line)) {
                assertThat(line)
                        .as("process ended before its first commit: %s", output)
                        .isNotNull();
                output.append(line).append('\n');
                line = child.output().readLine();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(60)); // so that each kill hits another moment of the writes
            child.kill();
            child.lines().forEach(this::acknowledge);
        }
    }

    /** Whether the line is an acknowledgement; the last one may be cut off. */
    private boolean acknowledge(@Nullable String line) {
        String[] words = line == null ? new String[0] : line.split(" ", -1);
        boolean whole = words.length == 3 && words[2].equals(".");
        if (whole) {
            acknowledged.put(words[0], new Position(Long.parseLong(words[1])));
        }
        return whole;
    }

    private static Map<String, Position> recorded(Ledger ledger) {
        Map<String, Position> recorded = new HashMap<>();
        List<RecordedCommit> page = ledger.read(Position.FIRST, 500);
        while (!page.isEmpty()) {
            for (RecordedCommit commit : page) {
                assertThat(recorded.put(commit.commit().commitId(), commit.last()))
                        .isNull();
            }
            page = ledger.read(page.get(page.size() - 1).next(), 500);
        }
        return recorded;
    }

    private static List<String> reserved(Ledger ledger) {
        return ledger.reservations().keys("", "", Integer.MAX_VALUE);
    }

    private static LedgerStorage open(Path directory) {
        return SqliteStorage.open(directory, MasterKey.read(key(directory)), Clock.systemUTC(), new SecureRandom());
    }

    private static Path key(Path directory) {
        return directory.resolve("master.key");
    }

    /** The process that is killed: eight writers, each prints what was acknowledged. */
    static final class WriterProcess {

        public static void main(String[] args) {
            Ledger ledger = open(Path.of(args[0])).ledger();
            for (int writer = 0; writer < 8; writer++) {
                new Thread(() -> write(ledger)).start();
            }
        }

        private static void write(Ledger ledger) {
            while (true) {
                String aggregate = UUID.randomUUID().toString();
                for (int n = 0; n < 5; n++) {
                    String key = aggregate + "/" + n;
                    Reservation reservation = Reservation.of(key, key.getBytes(UTF_8));
                    Position last = ledger.append(commit(key, event(aggregate, n)), List.of(reservation))
                            .join();
                    synchronized (System.out) {
                        System.out.println(key + " " + last + " .");
                    }
                }
            }
        }
    }
}
