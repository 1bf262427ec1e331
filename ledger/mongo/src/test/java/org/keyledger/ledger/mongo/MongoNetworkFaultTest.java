package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.FaultyProxy.NetworkCondition;

/** Timeouts are shorter than the defaults, which other tests check. */
@DisplayName("Writing to MongoDB over a faulty network")
@Timeout(60)
class MongoNetworkFaultTest extends FakeMongoFixture {

    private static final String SHORT_TIMEOUTS =
            "?socketTimeoutMS=300&connectTimeoutMS=300&serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500";

    @TempDir
    private Path folder;

    private final AtomicInteger failedInserts = new AtomicInteger();
    private FaultyProxy proxy;
    private Ledger ledger;

    @Override
    @BeforeEach
    void start() throws Exception {
        fake = new FakeMongoServer();
        proxy = new FaultyProxy(fake.port());
        fake.at(proxy.port());
        connect(FakeMongoServer.uri("keyledger", proxy.port()) + SHORT_TIMEOUTS, List.of(listener()));
        ledger = retrying(() -> ledger(limits(Duration.ofSeconds(30))));
        ledger.append(beginning("first")).join();
    }

    @Override
    CommandListener listener() {
        return new CommandListener() {
            @Override
            public void commandFailed(CommandFailedEvent event) {
                if (event.getCommandName().equals("insert")) {
                    failedInserts.incrementAndGet();
                }
            }
        };
    }

    private static AppendLimits limits(Duration patience) {
        AppendLimits usual = AppendLimits.DEFAULTS;
        return new AppendLimits(
                usual.maxQueuedCommits(),
                usual.maxQueuedBytes(),
                usual.maxBatchCommits(),
                usual.maxBatchBytes(),
                usual.maxCommitBytes(),
                usual.maxClockSkew(),
                patience,
                usual.drainTimeout());
    }

    @Override
    @AfterEach
    void stop() throws Exception {
        proxy.setCondition(NetworkCondition.GOOD);
        ledger.close();
        super.stop();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_commit_is_recorded_once_under_each_network_condition(NetworkCondition line) throws Exception {
        List<CompletableFuture<Position>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            answers.add(ledger.append(beginning("before " + round)));
            TimeUnit.MILLISECONDS.sleep(5L * round); // so that the fault meets another moment of the first append
            proxy.setCondition(line);
            answers.add(ledger.append(beginning("during " + round)));
            TimeUnit.MILLISECONDS.sleep(400); // the length of the fault, longer than the socket timeout
            proxy.setCondition(NetworkCondition.GOOD);
        }

        List<Long> positions = answers.stream().map(it -> it.join().value()).toList();
        assertThat(positions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(ledger.read(Position.FIRST, 100))
                .extracting(RecordedCommit::first)
                .extracting(Position::value)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(Chain.verify(ledger)).isEmpty();
    }

    @Test
    void a_reply_that_is_lost_leaves_one_commit_at_one_position() throws Exception {
        proxy.setCondition(NetworkCondition.REPLIES_LOST);
        CompletableFuture<Position> answer = ledger.append(commit("k", event("a", 0), event("a", 1)));
        Eventually.awaitTrue(() -> failedInserts.get() > 0, failedInserts::get);
        assertThat(answer).isNotDone();

        proxy.setCondition(NetworkCondition.GOOD);

        assertThat(answer.join()).isEqualTo(new Position(2));
        assertThat(ledger.find("k")).map(RecordedCommit::last).contains(new Position(2));
        assertThat(ledger.append(beginning("b")).join()).isEqualTo(new Position(3));
    }

    @Test
    void a_caller_gets_an_unknown_outcome_and_finds_the_commit_by_its_key() {
        ledger.close();
        ledger = ledger(limits(Duration.ofMillis(500)));
        ledger.append(beginning("warm")).join();

        proxy.setCondition(NetworkCondition.REPLIES_LOST);
        CompletableFuture<Position> answer = ledger.append(commit("k", event("a", 0)));
        assertThatThrownBy(answer::join).hasCauseInstanceOf(UnknownOutcomeException.class);
        proxy.setCondition(NetworkCondition.GOOD);

        assertThat(ledger.append(commit("next", event("b", 0))).join()).isEqualTo(new Position(3));
        assertThat(ledger.find("k")).map(RecordedCommit::last).contains(new Position(2));
    }

    @Test
    void a_caller_whose_commit_was_never_sent_is_rejected() {
        ledger.close();
        proxy.setCondition(NetworkCondition.GOOD);
        ledger = ledger(limits(Duration.ofMillis(500)));
        proxy.setCondition(NetworkCondition.CUT);

        CompletableFuture<Position> answer = ledger.append(beginning("a"));

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(OverloadedException.class)
                .hasMessageContaining("nothing was sent");
        proxy.setCondition(NetworkCondition.GOOD);
        assertThat(ledger.append(beginning("b")).join()).isEqualTo(new Position(1));
        assertThat(ledger.lastSequence("a")).isEmpty();
    }

    @Test
    void a_read_fails_in_time_when_nothing_answers() {
        proxy.setCondition(NetworkCondition.HALF_OPEN);
        long asked = System.nanoTime();

        assertThatThrownBy(() -> ledger.head())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot reach MongoDB at 127.0.0.1");

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void every_port_reports_an_unreachable_server_and_recovers() {
        MongoViews views = new MongoViews(sessions, database);
        MongoAtomicStore cells = MongoAtomicStore.open(sessions, database, CLOCK);
        MongoVault vault = MongoVault.open(
                sessions,
                database,
                "fake",
                MasterKey.at(folder.resolve("master.key"), new SecureRandom()),
                new SecureRandom());
        List<ThrowingCallable> questions = List.of(
                () -> ledger.find("k"),
                () -> ledger.readEvents("a", 0),
                () -> views.find("v", "1"),
                () -> views.begin("p", Optional.empty()),
                () -> vault.findKey("ann"),
                () -> vault.createKeys(List.of("ann")),
                () -> cells.acquireLease("c", new byte[1], Duration.ofMinutes(1)),
                () -> cells.incrementAndGet("n", Duration.ofMinutes(1)));
        proxy.setCondition(NetworkCondition.CUT);

        assertThat(questions)
                .allSatisfy(question -> assertThatThrownBy(question)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("cannot reach MongoDB at")
                        .hasMessageContaining("start it, or correct MONGODB_URI"));

        proxy.setCondition(NetworkCondition.GOOD);
        assertThat(retrying(() -> cells.incrementAndGet("n", Duration.ofMinutes(1))))
                .isEqualTo(1);
        assertThat(retrying(() -> ledger.find("k"))).isEmpty();
    }

    /** The driver checks the server every 500 ms, and calls wait for 300 ms here. */
    private static <T> T retrying(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                if (attempt == 30) {
                    throw e;
                }
            }
        }
    }

    @Test
    void a_read_without_a_primary_reports_it() {
        FakeMongoServer.Answer secondary = (command, usual) -> {
            Document reply = usual.answer().append("isWritablePrimary", false).append("ismaster", false);
            reply.remove("primary");
            return reply.append("secondary", true);
        };
        fake.answering("hello", secondary)
                .answering("ismaster", secondary)
                .answering(
                        "find",
                        (command, usual) ->
                                new Document("ok", 0.0).append("code", 10107).append("errmsg", "not primary"));

        assertThatThrownBy(() -> ledger.head())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("electing a new primary");
        assertThat(failureOnceDriverHasChecked())
                .hasMessageContaining("MongoDB has no primary, reachable are 127.0.0.1");
    }

    /** The driver checks the server at most every 500 ms, and until then reports the error of the last command. */
    private StoreUnavailableException failureOnceDriverHasChecked() {
        for (int attempt = 1; ; attempt++) {
            StoreUnavailableException failure =
                    catchThrowableOfType(StoreUnavailableException.class, () -> ledger.head());
            if (attempt == 30 || !failure.getMessage().contains("not primary")) {
                return failure;
            }
        }
    }
}
