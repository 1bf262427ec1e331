package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.FakeMongoServer;
import org.keyledger.ledger.mongo.MongoStorage;
import org.keyledger.ledger.mongo.MongoStorageSettings;

/** Runs the contract against the fake server. */
@DisplayName("Axon on a fake MongoDB server")
class FakeMongoAxonStorageTest extends AxonStorageContract {

    private FakeMongoServer fake;

    @Override
    LedgerStorage open(Path directory, MasterKey master) {
        if (fake == null) {
            fake = new FakeMongoServer();
        }
        return MongoStorage.open(
                MongoStorageSettings.at(fake.uri("keyledger")),
                newVault -> master,
                Clock.systemUTC(),
                new SecureRandom());
    }

    @Override
    void cleanUp() {
        fake.close();
    }
}
