package org.keyledger.ledger.mongo;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every contract on the replica set that MONGODB_URI names, in databases that are dropped again. */
@DisplayName("Ports on a real MongoDB replica set")
@EnabledIfEnvironmentVariable(
        named = "MONGODB_URI",
        matches = ".+",
        disabledReason = "MONGODB_URI names no replica set to try this on")
class RealMongoPortsTest extends MongoPortsContract {

    @Override
    String uri() {
        return System.getenv("MONGODB_URI");
    }
}
