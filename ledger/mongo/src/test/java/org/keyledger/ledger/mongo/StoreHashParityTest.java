package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.NOON;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.set;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.sqlite.SqliteLedgerFactory;

@DisplayName("Same positions and hashes on SQLite and MongoDB")
class StoreHashParityTest extends FakeMongoFixture {

    private static final List<Commit> COMMITS = List.of(
            beginning("a"),
            commit("two \u0000 ü😀", event("a", 1), event("b", 0, NOON.minusSeconds(9)), event("a", 2)),
            commit("late", event("b", 1, NOON.plusMillis(4321))),
            new Commit(
                    "empty",
                    new byte[] {0, -1},
                    List.of(new EventRecord("c|ü", "", 0, "e", "n", 7, NOON, new byte[0]))),
            commit("large", event("c|ü", 1, new byte[1_000])));

    @TempDir
    private Path directory;

    @Test
    void makes_the_same_positions_and_the_same_hashes() {
        try (Ledger embedded = SqliteLedgerFactory.open(directory, "test", CLOCK)) {
            copyIdentity(embedded.identity());
            try (Ledger networked = ledger()) {
                for (Commit commit : COMMITS) {
                    Position position = embedded.append(commit).join();
                    assertThat(networked.append(commit).join()).isEqualTo(position);
                }
                List<RecordedCommit> there = networked.read(Position.FIRST, 10);
                List<RecordedCommit> here = embedded.read(Position.FIRST, 10);
                assertThat(there).hasSameSizeAs(COMMITS);
                assertThat(there).extracting(RecordedCommit::hash).isEqualTo(hashes(here));
                assertThat(there).usingRecursiveComparison().isEqualTo(here);
                assertThat(Chain.verify(networked)).isEmpty();
            }
        }
    }

    private static List<?> hashes(List<RecordedCommit> commits) {
        return commits.stream().map(RecordedCommit::hash).toList();
    }

    private void copyIdentity(LedgerIdentity identity) {
        LedgerSchema.prepare(sessions, database, new IdGenerator(new SecureRandom()));
        BsonDocument same =
                new BsonDocument("id", string(identity.id().toString())).append("epoch", number(identity.epoch()));
        database.getCollection("meta", BsonDocument.class).updateOne(byId("ledger"), set(same));
    }
}
