package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.time.Clock;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.FakeReplicaSet;
import org.keyledger.ledger.mongo.MongoLedgerHome;
import org.keyledger.ledger.mongo.MongoSettings;

/** Over the wire, against the fake. */
class FakeMongoAxonStorageTest extends AxonStorageContract {

    private FakeReplicaSet fake;

    @Override
    LedgerStorage open(Path directory, MasterKey master) {
        if (fake == null) {
            fake = new FakeReplicaSet();
        }
        return MongoLedgerHome.open(MongoSettings.at(fake.uri("keyledger")), newVault -> master, Clock.systemUTC());
    }

    @Override
    void leaveNothing() {
        fake.close();
    }
}
