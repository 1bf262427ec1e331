package org.keyledger.ledger.mongo;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

/**
 * Every contract over the wire, against a server in this JVM. All of their tests run here; {@link FakeMongoServer} and
 * {@code docs/mongodb.md} list what they cannot show.
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
