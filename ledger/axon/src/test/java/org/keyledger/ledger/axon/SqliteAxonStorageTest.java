package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

@DisplayName("Axon on SQLite")
class SqliteAxonStorageTest extends AxonStorageContract {

    @Override
    LedgerStorage open(Path directory, MasterKey master) {
        return SqliteStorage.open(directory, master, Clock.systemUTC(), new SecureRandom());
    }
}
