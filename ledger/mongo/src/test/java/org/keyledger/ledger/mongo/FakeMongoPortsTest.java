package org.keyledger.ledger.mongo;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs every contract suite over the wire protocol, against a fake server in this JVM. {@link FakeMongoServer} and
 * {@code docs/operate/mongodb.md} list what the fake cannot show.
 */
@DisplayName("Ports on a fake MongoDB server")
class FakeMongoPortsTest extends MongoPortsContract {

    private static FakeMongoServer fake;

    @BeforeAll
    static void start() {
        fake = new FakeMongoServer();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @Override
    String uri() {
        return fake.uri("unused");
    }
}
