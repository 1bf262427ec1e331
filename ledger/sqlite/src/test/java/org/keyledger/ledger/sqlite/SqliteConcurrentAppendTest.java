package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Appending from concurrent writers")
class SqliteConcurrentAppendTest {

    private static final int WRITERS = 16;

    @TempDir
    Path directory;

    private LedgerStorage storage;
    private Ledger ledger;

    @BeforeEach
    void given_an_empty_ledger() {
        storage = SqliteStorage.open(
                directory,
                MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom());
        ledger = storage.ledger();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void leaves_no_gap_loses_nothing_and_doubles_nothing() throws Exception {
        int each = 150;
        Map<String, Position> acknowledged = new ConcurrentHashMap<>();

        atOnce(writer -> {
            for (int n = 0; n < each; n++) {
                String key = writer + "/" + n;
                String other = "other " + key;
                acknowledged.put(
                        key,
                        ledger.append(commit(key, event("a" + writer, n), event(other, 0)))
                                .join());
            }
            return each;
        });

        assertThat(acknowledged).hasSize(WRITERS * each);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(2L * WRITERS * each));
        Map<String, Position> recorded = new ConcurrentHashMap<>();
        for (RecordedCommit commit : all()) {
            assertThat(recorded.put(commit.commit().commitId(), commit.last())).isNull();
        }
        assertThat(recorded).isEqualTo(acknowledged);
        assertThat(Chain.verify(ledger)).isEmpty();
    }

    @Test
    void has_one_winner_of_each_sequence() throws Exception {
        int rounds = 40;
        CyclicBarrier allWriters = new CyclicBarrier(WRITERS);

        List<Integer> won = atOnce(writer -> {
            int wins = 0;
            for (int round = 0; round < rounds; round++) {
                allWriters.await(1, TimeUnit.MINUTES);
                wins += wins(writer + " in round " + round, round) ? 1 : 0;
            }
            return wins;
        });

        assertThat(won.stream().mapToInt(it -> it).sum()).isEqualTo(rounds);
        assertThat(ledger.readEvents("shared", 0)).hasSize(rounds);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(rounds));
        assertThat(Chain.verify(ledger)).isEmpty();
    }

    @Test
    void has_one_winner_of_each_reserved_key() throws Exception {
        int rounds = 40;
        CyclicBarrier allWriters = new CyclicBarrier(WRITERS);

        List<Integer> won = atOnce(writer -> {
            int wins = 0;
            for (int round = 0; round < rounds; round++) {
                allWriters.await(1, TimeUnit.MINUTES);
                wins += reserves("key " + round, writer + " in round " + round) ? 1 : 0;
            }
            return wins;
        });

        assertThat(won.stream().mapToInt(it -> it).sum()).isEqualTo(rounds);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(rounds));
        for (RecordedCommit commit : all()) {
            String id = commit.commit().commitId();
            String key = "key " + id.substring(id.lastIndexOf(' ') + 1);
            assertThat(ledger.reservations().find(key)).hasValue(id.getBytes(UTF_8));
        }
    }

    private boolean reserves(String key, String commitId) {
        try {
            ledger.append(
                            commit(commitId, event("aggregate " + commitId, 0)),
                            List.of(Reservation.of(key, commitId.getBytes(UTF_8))))
                    .join();
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(ReservationConflictException.class);
            return false;
        }
    }

    private boolean wins(String key, long sequence) {
        try {
            ledger.append(commit(key, event("shared", sequence))).join();
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(SequenceConflictException.class);
            return false;
        }
    }

    private List<RecordedCommit> all() {
        List<RecordedCommit> all = new ArrayList<>();
        for (Position next = Position.FIRST;
                next.isBefore(ledger.nextPosition());
                next = all.get(all.size() - 1).next()) {
            all.addAll(ledger.read(next, 100));
        }
        return all;
    }

    /** The work of one writer. */
    private interface WriterTask {

        int as(int writer) throws Exception;
    }

    private static List<Integer> atOnce(WriterTask work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Integer>> calls = IntStream.range(0, WRITERS)
                    .<Callable<Integer>>mapToObj(writer -> () -> work.as(writer))
                    .toList();
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
