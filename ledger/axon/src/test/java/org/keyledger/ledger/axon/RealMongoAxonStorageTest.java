package org.keyledger.ledger.axon;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.MongoStorage;
import org.keyledger.ledger.mongo.MongoStorageSettings;

/** Runs the contract on the replica set of MONGODB_URI, in databases that are dropped afterwards. */
@DisplayName("Axon on a real MongoDB replica set")
@EnabledIfEnvironmentVariable(
        named = "MONGODB_URI",
        matches = ".+",
        disabledReason = "MONGODB_URI names no replica set to try this on")
class RealMongoAxonStorageTest extends AxonStorageContract {

    private final String database = "keyledger_test_" + UUID.randomUUID();

    @Override
    LedgerStorage open(Path directory, MasterKey master) {
        return MongoStorage.open(
                MongoStorageSettings.at(scratch()), newVault -> master, Clock.systemUTC(), new SecureRandom());
    }

    private String scratch() {
        return System.getenv("MONGODB_URI").replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + database);
    }

    @Override
    void cleanUp() {
        try (MongoClient client = MongoClients.create(scratch())) {
            client.getDatabase(database).drop();
            client.getDatabase(database + "_vault").drop();
        }
    }
}
