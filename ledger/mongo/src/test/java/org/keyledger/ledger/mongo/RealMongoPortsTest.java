package org.keyledger.ledger.mongo;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Runs every contract suite on the replica set of MONGODB_URI, in databases that are dropped afterwards. */
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
