package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.Tip;
import org.keyledger.ledger.masterkey.MasterKey;

/** Outcomes of an insert by the reply of the server. */
@DisplayName("Replies of the server to an insert")
@Timeout(60)
class MongoInsertReplyTest extends FakeMongoFixture {

    private static final Document TIMED_OUT = new Document("code", 64)
            .append("codeName", "WriteConcernFailed")
            .append("errmsg", "waiting for replication timed out")
            .append("errInfo", new Document("wtimeout", true));

    @TempDir
    private Path folder;

    private Ledger ledger;
    private final AtomicInteger inserts = new AtomicInteger();

    @BeforeEach
    void open() {
        ledger = ledger();
        ledger.append(beginning("first")).join();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_write_concern_error_is_not_a_refusal() {
        once(true, reply -> reply.append("writeConcernError", TIMED_OUT));

        assertThat(ledger.append(beginning("a")).join()).isEqualTo(new Position(1));
        assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
    }

    @Test
    void a_write_concern_error_with_nothing_stored_sends_the_same_again() {
        once(false, reply -> reply.append("n", 1).append("writeConcernError", TIMED_OUT));

        assertThat(ledger.append(beginning("a")).join()).isEqualTo(new Position(1));
        assertThat(inserts).hasValue(2);
    }

    @Test
    void a_duplicate_beside_a_write_concern_error_makes_all_unknown() {
        MongoCommitStore store = store();
        once(
                false,
                reply -> reply.append("n", 0)
                        .append("writeErrors", List.of(error(0, 11000)))
                        .append("writeConcernError", TIMED_OUT));

        assertThat(store.insert(one(store))).isInstanceOf(InsertResult.Unknown.class);
    }

    @Test
    void a_duplicate_without_a_visible_holder_is_retried() {
        once(false, reply -> reply.append("n", 0).append("writeErrors", List.of(error(0, 11000))));

        assertThat(ledger.append(beginning("a")).join()).isEqualTo(new Position(1));
        assertThat(inserts).hasValue(2);
    }

    @Test
    void a_key_that_no_majority_has_in_time_is_not_used() {
        MongoVault vault = MongoVault.open(
                sessions,
                database,
                "fake",
                MasterKey.at(folder.resolve("master.key"), new SecureRandom()),
                new SecureRandom());
        once(true, reply -> reply.append("writeConcernError", TIMED_OUT));

        assertThatThrownBy(() -> vault.createKeys(List.of("ann")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("MongoDB did not respond in time")
                .hasMessageContaining("rs.status()");
        vault.createKeys(List.of("ann"));
        assertThat(vault.findKey("ann")).isInstanceOf(Subject.Active.class);
    }

    @Test
    void a_primary_that_steps_down_is_asked_again_when_there_is_one() {
        once(false, reply -> reply.append("ok", 0.0).append("code", 10107).append("errmsg", "not primary"));

        assertThat(ledger.append(beginning("a")).join()).isEqualTo(new Position(1));
        assertThat(Chain.verify(ledger)).isEmpty();
    }

    @Test
    void a_step_down_with_the_commit_stored_finds_it() {
        once(true, reply -> reply.append("ok", 0.0).append("code", 91).append("errmsg", "shutting down"));

        assertThat(ledger.append(beginning("a")).join()).isEqualTo(new Position(1));
        assertThat(inserts).hasValue(1);
    }

    @Test
    void a_document_that_is_refused_fails_alone() {
        once(false, reply -> reply.append("n", 0).append("writeErrors", List.of(error(0, 121))));
        CompletableFuture<Position> refused = ledger.append(beginning("a"));
        assertThatThrownBy(refused::join).hasCauseInstanceOf(InvalidCommitException.class);

        assertThat(ledger.append(beginning("b")).join()).isEqualTo(new Position(1));
    }

    @Test
    void a_commit_that_is_too_large_as_a_document_fails_alone() {
        EventRecord[] tiny = IntStream.range(0, 125_000)
                .mapToObj(n -> event("a", n, new byte[0]))
                .toArray(EventRecord[]::new);
        CompletableFuture<Position> large = ledger.append(commit("large", tiny));
        CompletableFuture<Position> good = ledger.append(beginning("b"));

        assertThatThrownBy(large::join).hasCauseInstanceOf(InvalidCommitException.class);
        assertThat(good.join()).isEqualTo(new Position(1));
    }

    @Test
    void two_nodes_that_race_renumber_and_lose_nothing() {
        try (Ledger other = ledger()) {
            List<CompletableFuture<Position>> answers = IntStream.range(0, 60)
                    .mapToObj(n -> (n % 2 == 0 ? ledger : other).append(beginning("a" + n)))
                    .toList();

            assertThat(answers.stream().map(it -> it.join().value()).collect(Collectors.toSet()))
                    .hasSize(60);
            assertThat(ledger.nextPosition()).isEqualTo(new Position(61));
            assertThat(Chain.verify(ledger)).isEmpty();
        }
    }

    /** Changes the reply to the next insert, which is executed or not. */
    private void once(boolean done, UnaryOperator<Document> change) {
        inserts.set(0);
        fake.answering("insert", (command, usual) -> {
            boolean first = inserts.incrementAndGet() == 1;
            Document reply = !first || done ? usual.answer() : new Document("ok", 1.0);
            return first ? change.apply(reply) : reply;
        });
    }

    private static Document error(int index, int code) {
        return new Document("index", index).append("code", code).append("errmsg", "error " + code);
    }

    private static List<CommitStore.Insertion> one(MongoCommitStore store) {
        var commit = beginning("x");
        return List.of(new CommitStore.Insertion(
                Tip.genesis(store.identity()).chain(commit, CommitCodec.encodeContent(commit), "test")));
    }
}
