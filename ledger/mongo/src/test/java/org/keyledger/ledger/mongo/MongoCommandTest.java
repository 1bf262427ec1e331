package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.AtomicStore.Durability.DURABLE;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.Tip;
import org.keyledger.ledger.masterkey.MasterKey;

/** Checks the commands that are sent, because the fake server accepts wrong ones. */
@DisplayName("Commands sent to MongoDB")
class MongoCommandTest extends FakeMongoFixture {

    private static final String DURABLE_WRITE_CONCERN = "{w: 'majority', wtimeout: 5000, j: true}";

    private final List<BsonDocument> sentCommands = new CopyOnWriteArrayList<>();
    private final Map<BsonDocument, BsonTimestamp> operationTimeBefore =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private volatile BsonTimestamp latestOperationTime = new BsonTimestamp();

    @TempDir
    private Path folder;

    @Override
    CommandListener listener() {
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                BsonDocument command = event.getCommand().clone();
                operationTimeBefore.put(command, latestOperationTime);
                sentCommands.add(command);
            }

            @Override
            public void commandSucceeded(CommandSucceededEvent event) {
                latestOperationTime = event.getResponse().getTimestamp("operationTime");
            }
        };
    }

    @Test
    void a_batch_is_one_ordered_insert_that_is_never_repeated_by_the_driver() {
        MongoCommitStore store = store();
        sentCommands.clear();

        store.insert(chained(store.identity(), commit("k", event("a", 0), event("b", 0)), beginning("c")));

        assertThat(sentCommands).hasSize(1);
        BsonDocument insert = sentCommands.get(0);
        assertThat(insert.getString("insert").getValue()).isEqualTo("ledger");
        assertThat(insert.getBoolean("ordered").getValue()).isTrue();
        assertThat(insert.get("writeConcern")).isEqualTo(json(DURABLE_WRITE_CONCERN));
        assertThat(insert).doesNotContainKeys("txnNumber", "bypassDocumentValidation", "maxTimeMS");
        assertThat(insert.getArray("documents")).hasSize(2);
    }

    @Test
    void a_commit_has_the_shape_that_is_written_down() {
        MongoCommitStore store = store();
        sentCommands.clear();

        store.insert(chained(store.identity(), commit("k", event("a", 0), event("b", 0))));

        BsonDocument document = sentCommands.get(0).getArray("documents").get(0).asDocument();
        assertThat(document.keySet()).containsExactly("_id", "v", "n", "k", "w", "x", "ph", "h", "m", "e");
        assertThat(document.isInt64("_id")).isTrue();
        assertThat(document.getInt32("v").getValue()).isEqualTo(CommitCodec.FORMAT);
        assertThat(document.getInt32("n").getValue()).isEqualTo(2);
        assertThat(document.getBinary("m").getData()).isEqualTo("{\"who\":\"me\"}".getBytes(StandardCharsets.UTF_8));
        BsonDocument first = document.getArray("e").get(0).asDocument();
        assertThat(first.keySet()).containsExactly("a", "t", "s", "i", "y", "r", "ts", "d");
        assertThat(first.isInt64("s") && first.isDateTime("ts") && first.isBinary("d"))
                .isTrue();
    }

    @Test
    void the_ledger_is_read_from_the_primary_as_a_majority_has_it() {
        try (Ledger ledger = ledger()) {
            ledger.append(commit("k", event("a", 0), event("a", 1))).join();
            sentCommands.clear();

            ledger.head();
            ledger.find("k");
            ledger.read(new Position(1), 10);
            ledger.readEvents("a", 1);
            ledger.lastSequence("a");
        }
        assertThat(sentCommands).isNotEmpty().allSatisfy(command -> {
            assertThat(command.getString("find").getValue()).isEqualTo("ledger");
            assertThat(command.get("readConcern")).isEqualTo(majoritySince(command));
            assertThat(command.containsKey("$readPreference")).isFalse();
        });
        assertThat(sentCommands)
                .extracting(command -> command.get("filter"))
                .containsExactly(
                        json("{}"),
                        json("{k: 'k'}"),
                        json("{_id: {$gte: NumberLong(1)}}"),
                        json("{_id: {$lte: NumberLong(1)}}"),
                        json("{e: {$elemMatch: {a: 'a', s: {$gte: NumberLong(1), $lt: NumberLong(257)}}}}"),
                        json("{'e.a': 'a'}"));
    }

    /** Majority read concern after the time of the last reply before this command. */
    private BsonDocument majoritySince(BsonDocument command) {
        return new BsonDocument("level", string("majority"))
                .append("afterClusterTime", operationTimeBefore.get(command));
    }

    @Test
    void every_port_reads_what_any_other_port_read_or_wrote() {
        MongoViews views = new MongoViews(sessions, database);
        MongoAtomicStore cells = MongoAtomicStore.open(sessions, database, CLOCK);
        MongoVault vault = MongoVault.open(
                sessions,
                database,
                "fake",
                MasterKey.at(folder.resolve("master.key"), new SecureRandom()),
                new SecureRandom());
        store().insert(chained(store().identity(), beginning("a")));
        List<Runnable> questions = List.of(
                () -> views.checkpoint("p"),
                () -> views.resolveAlias("v"),
                () -> views.find("v", "1"),
                () -> views.findAll("v", Set.of("1", "2")),
                () -> views.scan("v", Optional.empty(), 1),
                () -> views.count("v"),
                () -> cells.get("c"),
                () -> vault.findKey("ann"),
                vault::destroyedSubjects,
                () -> vault.findSecret("s"));

        for (Runnable question : questions) {
            sentCommands.clear();
            question.run();

            assertThat(sentCommands.get(0).get("readConcern")).isEqualTo(majoritySince(sentCommands.get(0)));
        }
    }

    @Test
    void the_new_lease_holder_sees_what_the_previous_one_had_acknowledged() {
        try (NodeLease lease = new NodeLease(
                sessions,
                database,
                "holder",
                "me",
                NodeLease.Times.DEFAULTS,
                MonotonicClock.SYSTEM,
                FAIL_ON_FATAL_ERROR)) {
            sentCommands.clear();

            LedgerSchema.prepare(sessions, database, new IdGenerator(new SecureRandom()));

            assertThat(sentCommands.get(0).get("readConcern")).isEqualTo(majoritySince(sentCommands.get(0)));
        }
    }

    @Test
    void a_first_read_uses_majority_read_concern() {
        new MongoViews(sessions, database).checkpoint("p");

        assertThat(sentCommands.get(0).get("readConcern")).isEqualTo(json("{level: 'majority'}"));
    }

    @Test
    void a_page_of_the_ledger_leaves_no_cursor_behind() {
        MongoCommitStore store = store();
        sentCommands.clear();

        store.read(Position.FIRST, 128);

        assertThat(sentCommands.get(0).getBoolean("singleBatch").getValue()).isTrue();
        assertThat(sentCommands.get(0).getInt32("limit").getValue()).isEqualTo(128);
    }

    @Test
    void uniqueness_is_promised_by_plain_indexes() {
        LedgerSchema.prepare(sessions, database, new IdGenerator(new SecureRandom()));

        assertThat(sentCommands)
                .filteredOn(command -> command.containsKey("createIndexes"))
                .extracting(command -> command.getArray("indexes").get(0).asDocument())
                .extracting(
                        index -> index.get("key"),
                        index -> index.getBoolean("unique").getValue())
                .containsExactly(tuple(json("{'e.a': 1, 'e.s': 1}")), tuple(json("{k: 1}")));
    }

    private static Tuple tuple(BsonDocument keys) {
        return Tuple.tuple(keys, true);
    }

    @Test
    void a_batch_of_views_and_its_position_are_one_transaction() {
        MongoViews views = new MongoViews(sessions, database);
        Checkpoint first = new Checkpoint(new Position(1), new byte[] {1});
        move(views, Optional.empty(), first);
        sentCommands.clear();

        move(views, Optional.of(first), new Checkpoint(new Position(2), new byte[] {2}));

        List<BsonDocument> inside =
                sentCommands.stream().filter(it -> it.containsKey("autocommit")).toList();
        assertThat(inside)
                .extracting(BsonDocument::getFirstKey)
                .containsExactly("update", "delete", "insert", "commitTransaction");
        assertThat(inside)
                .extracting(it -> it.get("txnNumber"))
                .containsOnly(inside.get(0).get("txnNumber"));
        assertThat(inside.get(0).getBoolean("startTransaction").getValue()).isTrue();
        BsonDocument snapshot = inside.get(0).getDocument("readConcern");
        assertThat(snapshot.getString("level").getValue()).isEqualTo("snapshot");
        assertThat(snapshot.getTimestamp("afterClusterTime")).isEqualTo(operationTimeBefore.get(inside.get(0)));
        assertThat(inside.get(3).get("writeConcern")).isEqualTo(json("{w: 'majority', wtimeout: 5000}"));
    }

    private static void move(MongoViews views, Optional<Checkpoint> from, Checkpoint to) {
        try (Batch batch = views.begin("p", from)) {
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            batch.put(
                    "v",
                    new Document("1", Position.FIRST, body, Map.of("u", "k"), Map.of("o", new IndexKey("p", "s"))));
            batch.saveCheckpoint(to);
            batch.commit();
        }
    }

    @Test
    void a_claim_waits_for_the_journals_of_a_majority_and_a_counter_does_not() {
        MongoAtomicStore cells = MongoAtomicStore.open(sessions, database, CLOCK);
        sentCommands.clear();

        cells.putIfAbsent("claim", new byte[] {1}, DURABLE);
        cells.incrementAndGet("tries", Duration.ofMinutes(1));

        assertThat(sentCommands)
                .filteredOn(it -> it.toJson().contains("\"cells\"") && it.containsKey("writeConcern"))
                .isNotEmpty()
                .extracting(it -> it.get("writeConcern"))
                .containsOnly(json(DURABLE_WRITE_CONCERN));
        assertThat(sentCommands)
                .filteredOn(it -> it.toJson().contains("\"counters\""))
                .isNotEmpty()
                .extracting(it -> it.get("writeConcern"))
                .containsOnly(json("{w: 1}"));
    }

    @Test
    void what_looks_like_an_operator_is_a_string() {
        try (Ledger ledger = ledger()) {
            ledger.append(beginning("a")).join();

            assertThat(ledger.find("{$ne: null}")).isEmpty();
            assertThat(ledger.readEvents("{$ne: null}", 0)).isEmpty();
            assertThat(ledger.lastSequence("{\"$gt\": \"\"}")).isEmpty();
        }
        assertThat(sentCommands).isNotEmpty().noneMatch(it -> it.toJson().contains("\"$ne\":"));
    }

    private static List<CommitStore.Insertion> chained(LedgerIdentity identity, Commit... commits) {
        List<ChainedCommit> chained = new ArrayList<>();
        Tip tip = Tip.genesis(identity);
        for (Commit commit : commits) {
            chained.add(tip.chain(commit, CommitCodec.encodeContent(commit), "test"));
            tip = Tip.after(chained.get(chained.size() - 1).commit());
        }
        return chained.stream().map(CommitStore.Insertion::new).toList();
    }

    private static BsonDocument json(String json) {
        return BsonDocument.parse(json);
    }
}
