package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;

/** Replies of the server to a transaction. */
@DisplayName("Committing a batch of views")
@Timeout(60)
class MongoViewsTransactionTest extends FakeMongoFixture {

    private static final Checkpoint FIRST = new Checkpoint(new Position(1), new byte[] {1});
    private static final Checkpoint SECOND = new Checkpoint(new Position(2), new byte[] {2});

    private final AtomicInteger asked = new AtomicInteger();
    private Views views;

    @BeforeEach
    void open() {
        views = new MongoViews(sessions, database);
        move(Optional.empty(), FIRST);
    }

    @Test
    void is_tried_again_after_a_conflict_that_has_passed() {
        failing("update", 1, 112, "TransientTransactionError");

        move(Optional.of(FIRST), SECOND);

        assertThat(asked).hasValue(2);
        assertThat(views.checkpoint("p")).map(Checkpoint::next).contains(SECOND.next());
    }

    @Test
    void retries_a_commit_with_an_unknown_outcome() {
        failing("commitTransaction", 1, 91, "UnknownTransactionCommitResult");

        move(Optional.of(FIRST), SECOND);

        assertThat(asked).hasValue(2);
        assertThat(views.checkpoint("p")).map(Checkpoint::next).contains(SECOND.next());
    }

    @Test
    void gives_up_when_it_never_passes() {
        failing("update", Integer.MAX_VALUE, 112, "TransientTransactionError");

        assertThatThrownBy(() -> move(Optional.of(FIRST), SECOND)).isInstanceOf(MongoException.class);

        assertThat(views.checkpoint("p")).map(Checkpoint::next).contains(FIRST.next());
    }

    @Test
    void is_refused_when_another_owner_moved_the_projection_meanwhile() {
        try (Batch late = views.begin("p", Optional.of(FIRST))) {
            late.put("v", document("late"));
            late.saveCheckpoint(SECOND);
            move(Optional.of(FIRST), new Checkpoint(new Position(9), new byte[0]));

            assertThatThrownBy(late::commit).isInstanceOf(ConcurrentProjectionException.class);
        }
        assertThat(views.find("v", "late")).isEmpty();
        assertThat(views.checkpoint("p")).map(Checkpoint::next).contains(new Position(9));
    }

    private void failing(String command, int times, int code, String label) {
        fake.answering(
                command,
                (query, usual) -> asked.incrementAndGet() > times
                        ? usual.answer()
                        : new Document("ok", 0.0)
                                .append("code", code)
                                .append("errmsg", "injected")
                                .append("errorLabels", List.of(label)));
    }

    private void move(Optional<Checkpoint> from, Checkpoint to) {
        try (Batch batch = views.begin("p", from)) {
            batch.put("v", document("1"));
            batch.saveCheckpoint(to);
            batch.commit();
        }
    }

    private static Views.Document document(String id) {
        return new Views.Document(id, Position.FIRST, "{}".getBytes(StandardCharsets.UTF_8), Map.of(), Map.of());
    }
}
