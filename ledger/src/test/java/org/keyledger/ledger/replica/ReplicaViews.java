package org.keyledger.ledger.replica;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Progress;
import org.keyledger.ledger.Views.StaleProjection;

/** Read models on the modelled servers: a batch is one transaction, which begins with the projection's own position. */
final class ReplicaViews {

    private final Connection connection;
    private final Setting setting;

    ReplicaViews(Connection connection, Setting setting) {
        this.connection = connection;
        this.setting = setting;
    }

    Optional<Progress> progress(String projection) {
        return find("progress/" + projection).map(it -> (Progress) it.body());
    }

    private Optional<Document> find(String id) {
        Read read = new Read(state -> state.get(id), connection.seen(), setting.concerns(), setting.turns());
        return connection.ask(read).data().flatMap(it -> (Optional<?>) it).map(it -> (Document) it);
    }

    Batch begin(String projection, Optional<Progress> from) {
        return new Batch("progress/" + projection, from);
    }

    final class Batch {

        private final String projection;
        private final Optional<Progress> from;
        private final Map<String, Optional<Document>> writes = new LinkedHashMap<>();

        private Batch(String projection, Optional<Progress> from) {
            this.projection = projection;
            this.from = from;
        }

        Optional<String> find(String id) {
            Optional<Document> own = writes.get("view/" + id);
            return (own == null ? ReplicaViews.this.find("view/" + id) : own).map(it -> (String) it.body());
        }

        void put(String id, String body) {
            writes.put("view/" + id, Optional.of(new Document("view/" + id, List.of(), body, false)));
        }

        void moveTo(Position next) {
            writes.put(
                    projection,
                    Optional.of(new Document(projection, List.of(), new Progress(next, new byte[0]), false)));
        }

        /** @throws StaleProjection if another owner moved the projection; nothing of the batch counts then */
        void commit() {
            Predicate<State> guard = state -> same(state.get(projection).map(it -> (Progress) it.body()), from);
            Reply reply = connection.ask(new Change(
                    setting.guarded() ? guard : state -> true, List.copyOf(writes.entrySet()), setting.concerns()));
            if (reply.concern() != null) {
                throw new Connection.Failed(reply.concern());
            }
            if (!(boolean) reply.data().orElseThrow()) {
                throw new StaleProjection(projection);
            }
        }

        private static boolean same(Optional<Progress> one, Optional<Progress> other) {
            return one.map(Progress::next).equals(other.map(Progress::next))
                    && Arrays.equals(
                            one.map(Progress::token).orElse(new byte[0]),
                            other.map(Progress::token).orElse(new byte[0]));
        }
    }
}
