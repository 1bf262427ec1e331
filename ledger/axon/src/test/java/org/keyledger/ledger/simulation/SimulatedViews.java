package org.keyledger.ledger.simulation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.keyledger.ledger.Views;

/**
 * Read models on the simulated servers: a batch is one transaction, which begins with the projection's checkpoint. Indexes
 * and aliases are not simulated.
 */
final class SimulatedViews implements Views {

    private final ServerConnection connection;
    private final ProcessBehavior behavior;

    SimulatedViews(ServerConnection connection, ProcessBehavior setting) {
        this.connection = connection;
        this.behavior = setting;
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return read("progress/" + projection).map(it -> (Checkpoint) it);
    }

    @Override
    public Optional<Views.Document> find(String view, String id) {
        return read(view + "/" + id).map(it -> (Views.Document) it);
    }

    private Optional<Object> read(String id) {
        ReadCommand read = new ReadCommand(
                state -> state.get(id), connection.lastSeenTime(), behavior.concern(), behavior.scheduler());
        return connection
                .execute(read)
                .data()
                .flatMap(it -> (Optional<?>) it)
                .map(it -> ((org.keyledger.ledger.simulation.StoredDocument) it).body());
    }

    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        return new Transaction("progress/" + projection, from);
    }

    private final class Transaction implements Batch {

        private final String projection;
        private final Optional<Checkpoint> from;
        private final Map<String, Optional<org.keyledger.ledger.simulation.StoredDocument>> writes =
                new LinkedHashMap<>();

        private Transaction(String projection, Optional<Checkpoint> from) {
            this.projection = projection;
            this.from = from;
        }

        @Override
        public Optional<Views.Document> find(String view, String id) {
            var own = writes.get(view + "/" + id);
            return own == null ? SimulatedViews.this.find(view, id) : own.map(it -> (Views.Document) it.body());
        }

        @Override
        public void put(String view, Views.Document document) {
            write(view + "/" + document.id(), document);
        }

        @Override
        public void remove(String view, String id) {
            writes.put(view + "/" + id, Optional.empty());
        }

        @Override
        public void saveCheckpoint(Checkpoint progress) {
            write(projection, progress);
        }

        private void write(String id, Object body) {
            writes.put(id, Optional.of(new org.keyledger.ledger.simulation.StoredDocument(id, List.of(), body, false)));
        }

        @Override
        public void commit() {
            Predicate<DatabaseState> guard =
                    state -> same(state.get(projection).map(it -> (Checkpoint) it.body()), from);
            ServerReply reply = connection.execute(new ConditionalWriteCommand(
                    behavior.guarded() ? guard : state -> true, List.copyOf(writes.entrySet()), behavior.concern()));
            if (reply.writeConcernError() != null) {
                throw new ServerConnection.ServerConnectionException(reply.writeConcernError());
            }
            if (!(boolean) reply.data().orElseThrow()) {
                throw new ConcurrentProjectionException(projection);
            }
        }

        private static boolean same(Optional<Checkpoint> one, Optional<Checkpoint> other) {
            return one.map(Checkpoint::next).equals(other.map(Checkpoint::next))
                    && Arrays.equals(
                            one.map(Checkpoint::token).orElse(new byte[0]),
                            other.map(Checkpoint::token).orElse(new byte[0]));
        }

        @Override
        public Optional<Views.Document> findUnique(String view, String index, String key) {
            throw notModelled();
        }

        @Override
        public List<Views.Document> all(String view, String index, String partition) {
            throw notModelled();
        }

        @Override
        public void close() {}
    }

    private static IllegalStateException notModelled() {
        return new IllegalStateException("not modelled");
    }

    @Override
    public Optional<Views.Document> findUnique(String view, String index, String key) {
        throw notModelled();
    }

    @Override
    public List<Views.Document> findAll(String view, Set<String> ids) {
        throw notModelled();
    }

    @Override
    public Optional<Views.Document> ceiling(String view, String index, String key) {
        throw notModelled();
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        throw notModelled();
    }

    @Override
    public List<Views.Document> scan(String view, Optional<String> after, int limit) {
        throw notModelled();
    }

    @Override
    public long count(String view) {
        throw notModelled();
    }

    @Override
    public void drop(String view) {
        throw notModelled();
    }

    @Override
    public void assignAlias(String alias, String view) {
        throw notModelled();
    }

    @Override
    public String resolveAlias(String alias) {
        return alias;
    }

    @Override
    public void close() {}
}
