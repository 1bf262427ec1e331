package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.ledger.AppendRefused.Overloaded;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.OutcomeUnknown;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.appending.AppendLimits;
import org.keyledger.ledger.chaining.Chain;
import org.keyledger.ledger.mongo.Proxy.Line;

/** Time-outs are short here; their defaults are asserted elsewhere. */
@Timeout(60)
class WritingOverABadLine extends OnAFake {

    private static final String IMPATIENT =
            "?socketTimeoutMS=300&connectTimeoutMS=300&serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500";

    private Proxy proxy;
    private Ledger ledger;

    @Override
    @BeforeEach
    void start() throws Exception {
        fake = new FakeReplicaSet();
        proxy = new Proxy(fake.port());
        fake.at(proxy.port());
        connect(FakeReplicaSet.uri("keyledger", proxy.port()) + IMPATIENT, List.of());
        ledger = ledger(limits(Duration.ofSeconds(30)));
        ledger.append(beginning("first")).join();
    }

    private static AppendLimits limits(Duration patience) {
        AppendLimits usual = AppendLimits.DEFAULTS;
        return new AppendLimits(
                usual.queuedCommits(),
                usual.queuedBytes(),
                usual.batchCommits(),
                usual.batchBytes(),
                usual.commitBytes(),
                usual.ahead(),
                patience,
                usual.drain());
    }

    @Override
    @AfterEach
    void stop() throws Exception {
        proxy.become(Line.GOOD);
        ledger.close();
        super.stop();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_commit_is_recorded_once_whatever_becomes_of_the_line(Line line) throws Exception {
        List<CompletableFuture<Position>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            answers.add(ledger.append(beginning("before " + round)));
            TimeUnit.MILLISECONDS.sleep(5L * round);
            proxy.become(line);
            answers.add(ledger.append(beginning("during " + round)));
            TimeUnit.MILLISECONDS.sleep(400);
            proxy.become(Line.GOOD);
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
        proxy.become(Line.REPLIES_LOST);
        CompletableFuture<Position> answer = ledger.append(commit("k", event("a", 0), event("a", 1)));
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(answer).isNotDone();

        proxy.become(Line.GOOD);

        assertThat(answer.join()).isEqualTo(new Position(2));
        assertThat(ledger.find("k")).map(RecordedCommit::last).contains(new Position(2));
        assertThat(ledger.append(beginning("b")).join()).isEqualTo(new Position(3));
    }

    @Test
    void a_caller_hears_that_the_outcome_is_unknown_and_finds_it_by_its_key() {
        ledger.close();
        ledger = ledger(limits(Duration.ofMillis(500)));
        ledger.append(beginning("warm")).join();

        proxy.become(Line.REPLIES_LOST);
        CompletableFuture<Position> answer = ledger.append(commit("k", event("a", 0)));
        assertThatThrownBy(answer::join).hasCauseInstanceOf(OutcomeUnknown.class);
        proxy.become(Line.GOOD);

        assertThat(ledger.append(commit("next", event("b", 0))).join()).isEqualTo(new Position(3));
        assertThat(ledger.find("k")).map(RecordedCommit::last).contains(new Position(2));
    }

    @Test
    void a_caller_whose_commit_was_never_sent_hears_that() {
        ledger.close();
        proxy.become(Line.GOOD);
        ledger = ledger(limits(Duration.ofMillis(500)));
        proxy.become(Line.CUT);

        CompletableFuture<Position> answer = ledger.append(beginning("a"));

        assertThatThrownBy(answer::join).hasCauseInstanceOf(Overloaded.class).hasMessageContaining("nothing was sent");
        proxy.become(Line.GOOD);
        assertThat(ledger.append(beginning("b")).join()).isEqualTo(new Position(1));
        assertThat(ledger.lastSequence("a")).isEmpty();
    }

    @Test
    void a_read_fails_in_time_when_nothing_answers() {
        proxy.become(Line.HALF_OPEN);
        long asked = System.nanoTime();

        assertThatThrownBy(() -> ledger.head()).isInstanceOf(MongoException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    }
}
